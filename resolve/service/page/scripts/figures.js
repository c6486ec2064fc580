/** Numbers as people read them. */

const PER_CENT = [1, 2].map(
  (digits) =>
    new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const LEAST = 0.0001;
const WHOLE = new Intl.NumberFormat("en");
const SIGNED = new Intl.NumberFormat("en", {
  signDisplay: "exceptZero",
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/**
 * A probability in per cent, finer near the ends; it is never 0 or 100, since nothing is certain.
 *
 * @param {number | null} share - 0 to 1.
 */
export function perCent(share) {
  if (share === null) {
    return "–";
  }
  const fromEnd = Math.min(share, 1 - share);
  if (fromEnd < LEAST) {
    return share < 0.5 ? `under ${PER_CENT[1].format(LEAST)}` : `over ${PER_CENT[1].format(1 - LEAST)}`;
  }
  return PER_CENT[fromEnd < 0.01 ? 1 : 0].format(share);
}

/** @param {number} count */
export function whole(count) {
  return WHOLE.format(count);
}

/** @param {number} value - with its sign, two digits behind the point. */
export function signed(value) {
  return SIGNED.format(value).replace("-", "−");
}
