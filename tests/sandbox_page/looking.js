// What an eye would object to: text too faint for its ground, controls without a name, things that run over the edge.
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].map((part, index) => (index === 3 ? part / 255 : part));
  };
  const over = (top, ground) => top.slice(0, 3).map((part, index) => part * top[3] + ground[index] * (1 - top[3]));
  const groundOf = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.backgroundImage !== "none" && !one.matches(".chat, .spoiler")) return null;
      if (one.matches(".chat")) layers.push(rgba(style.getPropertyValue("--chat-now") || rgbaOfChat(one)));
      else layers.push(rgba(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const rgbaOfChat = (chat) => getComputedStyle(chat).backgroundImage.match(/(?:rgb|color|oklab)\([^)]*\)/)?.[0] ?? "#888";
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);

  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.data.trim();
    if (!words || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || element.closest("script, .spoken, .spoiler:not(.shown), :disabled, .waiting")) continue;
    const ground = groundOf(element);
    if (!ground) continue;
    const ratio = contrast(over(rgba(getComputedStyle(element).color), ground), ground);
    if (ratio < 4.5) faint.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${words.slice(0, 30)}`);
  }
  const nameless = [...document.querySelectorAll("button, a[href], input, textarea, [role=button], [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.closest("[aria-hidden=true]"))
    .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.title || one.labels?.length))
    .map((one) => one.outerHTML.slice(0, 120));
  const small = [...document.querySelectorAll(".key, .reply-key, .send, .compose-bar .icon-button")]
    .filter((one) => one.checkVisibility() && one.offsetHeight < 34)
    .map((one) => `${one.className} ${one.offsetHeight}`);
  return { faint: [...faint], nameless, small, sideways: document.documentElement.scrollWidth - window.innerWidth };
}
