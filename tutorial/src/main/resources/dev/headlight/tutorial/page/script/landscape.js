// The loss over everything it depends on, with the way of a training on it.

function landscape(map, ground) {
  const canvas = el("canvas", { role: "img", width: 2 * 520, height: 2 * 340 });
  const margin = { left: 80, right: 16, top: 16, bottom: 76 };
  const width = canvas.width - margin.left - margin.right, height = canvas.height - margin.top - margin.bottom;
  const range = (axis, size, from, flip) => (value) => {
    const share = Math.min(1, Math.max(0, (value - axis[0]) / (axis[axis.length - 1] - axis[0])));
    return from + size * (flip ? 1 - share : share);
  };
  const x = range(map.across, width, margin.left, false), y = range(map.up, height, margin.top, true);
  const logs = map.height.map((row) => row.map((loss) => Math.log(Math.max(loss, ground))));
  const least = Math.log(ground), most = Math.max(...logs.map((row) => Math.max(...row)));

  function cells(pen, colour) {
    // Whole pixels, so that no seams show between the cells.
    const right = (j) => Math.round(margin.left + j * width / map.across.length);
    const down = (i) => Math.round(margin.top + i * height / map.up.length);
    pen.fillStyle = colour("--muted");
    logs.forEach((row, i) => row.forEach((loss, j) => {
      pen.globalAlpha = 0.85 * (loss - least) / (most - least);
      const top = map.up.length - 1 - i;
      pen.fillRect(right(j), down(top), right(j + 1) - right(j), down(top + 1) - down(top));
    }));
    pen.globalAlpha = 1;
  }

  function axes(pen, colour) {
    pen.strokeStyle = colour("--line");
    pen.lineWidth = 2;
    pen.strokeRect(margin.left, margin.top, width, height);
    pen.fillStyle = colour("--ink");
    pen.font = "24px system-ui, sans-serif";
    pen.textAlign = "center";
    for (const c of [-0.8, -0.4, 0, 0.4, 0.8]) pen.fillText(plain(c, 1), x(c), margin.top + height + 30);
    label(pen, "c = W_q W_k", margin.left + width / 2, canvas.height - 14, 0.5);
    pen.textAlign = "right";
    for (const v of [-1, 0, 1, 2, 3]) pen.fillText(String(v), margin.left - 12, y(v) + 8);
    label(pen, "W_v", margin.left - 12, y(1.5) + 8, 1);
  }

  // Text with its indices lower; `part` of its width lies to the left of x.
  function label(pen, text, x, y, part) {
    const parts = lowered(text).map(([words, low]) => {
      pen.font = `${low ? 18 : 24}px system-ui, sans-serif`;
      return { words, font: pen.font, down: low ? 6 : 0, width: pen.measureText(words).width };
    });
    let at = x - part * parts.reduce((sum, { width }) => sum + width, 0);
    pen.textAlign = "left";
    for (const { words, font, down, width } of parts) {
      pen.font = font;
      pen.fillText(words, at, y + down);
      at += width;
    }
  }

  function way(pen, colour, points) {
    const line = (tone, size) => {
      pen.strokeStyle = colour(tone);
      pen.lineWidth = size;
      pen.beginPath();
      points.forEach(([c, v], i) => (i ? pen.lineTo(x(c), y(v)) : pen.moveTo(x(c), y(v))));
      pen.stroke();
    };
    line("--paper", 9);
    line("--low", 5);
    const [c, v] = points[points.length - 1];
    for (const [tone, size] of [["--paper", 14], ["--low", 10]]) {
      pen.fillStyle = colour(tone);
      pen.beginPath();
      pen.arc(x(c), y(v), size, 0, 7);
      pen.fill();
    }
  }

  function draw(points) {
    const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, canvas.width, canvas.height);
    cells(pen, colour);
    axes(pen, colour);
    way(pen, colour, points);
    const [c, v] = points[points.length - 1];
    canvas.setAttribute("aria-label", `Map of the loss; lowest at c = 0, W_v = 1. The training stands at c = ${plain(c)}, W_v = ${plain(v)}.`);
  }
  return { canvas, draw };
}
