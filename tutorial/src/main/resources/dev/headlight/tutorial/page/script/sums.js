// Sums as tokens: each number with as many digits as there is room for, the result with one more; 10 is "+", 11 is "=".

const TOKENS = [..."0123456789+="];

function sumFormat({ digits, leastFirst }) {
  const places = (width) => Array.from({ length: width }, (_, at) => (leastFirst ? at : width - 1 - at));
  const written = (x, width) => places(width).map((place) => Math.floor(x / 10 ** place) % 10);
  return {
    digits,
    numbers: 10 ** digits,
    answerDigits: digits + 1,
    question: (a, b) => [...written(a, digits), 10, ...written(b, digits), 11],
    result: (sum) => written(sum, digits + 1),
    // The number that ids mean; null where one of them is no digit.
    value: (ids) => (ids.some((id) => id > 9) ? null : places(ids.length).reduce((sum, place, at) => sum + ids[at] * 10 ** place, 0)),
    // Names of the tokens of a whole sum: a0 is the units of the first number.
    names: [...places(digits).map((p) => `a${p}`), "+", ...places(digits).map((p) => `b${p}`), "=", ...places(digits + 1).map((p) => `s${p}`)],
  };
}

// The answer digit by digit, each the likeliest after those before, with what every head of the last layer looked at.
function askedSum(model, format, a, b, changes) {
  const ids = format.question(a, b);
  const probabilities = [], attention = [];
  for (let i = 0; i < format.answerDigits; i++) {
    const { logits, patterns } = forward(model, ids, changes);
    const shares = softmax(logits[ids.length - 1]);
    probabilities.push(shares);
    attention.push(patterns[patterns.length - 1].map((rows) => rows[ids.length - 1]));
    ids.push(largest(shares));
  }
  const answer = ids.slice(-format.answerDigits);
  return { ids, answer, value: format.value(answer), probabilities, attention };
}

// Whether every digit is right: one pass over the sum as it should be, since the likeliest digits all right is the same.
function isRight(model, format, a, b, changes) {
  const question = format.question(a, b), result = format.result(a + b);
  const { logits } = forward(model, [...question, ...result.slice(0, -1)], changes);
  return result.every((digit, i) => largest(logits[question.length - 1 + i]) === digit);
}
