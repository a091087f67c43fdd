// From figures to places on an axis.

export function linear([low, high], [from, to]) {
  const span = high - low || 1;
  const place = (x) => from + ((x - low) / span) * (to - from);
  place.ticks = (count) => {
    const rough = span / Math.max(count, 1);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((s) => s * power >= rough * 0.999) * power;
    const ticks = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(12)));
    return ticks;
  };
  return place;
}

export function logarithmic([low, high], [from, to]) {
  const inner = linear([Math.log(low), Math.log(high)], [from, to]);
  const place = (x) => inner(Math.log(x));
  place.ticks = (count) => {
    const digits = Math.log10(high / low) * 3 <= count ? [1, 2, 5] : [1];
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
      for (const d of digits) {
        const x = Number((d * 10 ** power).toPrecision(3));
        if (x >= low * 0.999 && x <= high * 1.001) ticks.push(x);
      }
    }
    return ticks;
  };
  return place;
}

/** A tick's label: no more digits than it needs. */
export const tickText = (x) => (Math.abs(x) >= 10000 ? x.toLocaleString("en-US") : String(Number(x.toPrecision(6)))).replace("-", "−");
