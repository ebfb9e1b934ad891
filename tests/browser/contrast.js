// Every visible text whose contrast with the ground behind it is below 4.5 (WCAG AA).
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const numbers = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (n) => (n <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) =>
    0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = numbers(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const node of document.querySelectorAll("p, li, h1, h2, h3, button, strong, span")) {
    if (!node.checkVisibility() || node.disabled || !node.innerText.trim()) continue;
    const one = light(numbers(getComputedStyle(node).color));
    const two = light(ground(node));
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) weak.push([node.className, node.innerText.slice(0, 30), ratio]);
  }
  return weak;
}
