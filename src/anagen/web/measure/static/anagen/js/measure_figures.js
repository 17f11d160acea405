// The figures of a picture, worked out as imaging/quality.py does when the picture has arrived.
// Here they only help to aim: what counts is what the server finds.

export const LONGEST_SIDE_PX = 512;
const BURNT_OUT = 250;

/** Draws a video frame or an image small, and gives its points. */
export function smallPoints(source, width, height, canvas) {
  const shrink = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
  canvas.width = Math.max(3, Math.round(width * shrink));
  canvas.height = Math.max(3, Math.round(height * shrink));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Brightness of each point, 0 to 255. */
export function greyOf(points) {
  const grey = new Float32Array(points.width * points.height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * 4;
    grey[at] = 0.299 * points.data[from] + 0.587 * points.data[from + 1] + 0.114 * points.data[from + 2];
  }
  return grey;
}

/** Sharpness (variance of the Laplacian), brightness and glare in per cent. */
export function figuresOf(points) {
  const grey = greyOf(points);
  const { width, height } = points;
  let light = 0;
  let burnt = 0;
  for (const one of grey) {
    light += one;
    if (one >= BURNT_OUT) burnt += 1;
  }
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at];
      const seen = Math.max(-128, Math.min(127, edge));
      sum += seen;
      squares += seen * seen;
    }
  }
  const inner = (width - 2) * (height - 2);
  const mean = sum / inner;
  return {
    sharpness: squares / inner - mean * mean,
    brightness: (100 * light) / grey.length / 255,
    glare: (100 * burnt) / grey.length,
    grey,
  };
}

/** How much two frames of the same size differ: 0 for the same, 255 for black against white. */
export function movement(before, after) {
  if (!before || before.length !== after.length) return 255;
  let apart = 0;
  for (let at = 0; at < after.length; at += 7) apart += Math.abs(after[at] - before[at]);
  return apart / (after.length / 7);
}
