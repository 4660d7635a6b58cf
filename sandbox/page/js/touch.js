// Touch and mouse on the rows of a chat: a tap opens the message's menu, a swipe to the left answers it.

const SWIPE = 56; // pixels that make a swipe
const SLOP = 10;
const INTERACTIVE = "a, button, input, video, audio, summary, .spoiler:not(.shown), code, pre";

/** Watch `scroller`; `find(element)` gives `{message, row}` of an element in it. */
export function watchRows(scroller, find, { menu, reply }) {
  let start = null;
  scroller.addEventListener("pointerdown", (event) => {
    const found = event.button === 0 && find(event.target);
    start = found ? { ...found, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", moved: 0 } : null;
  });
  scroller.addEventListener("pointermove", (event) => {
    if (!start?.touch) return;
    const dx = Math.min(0, event.clientX - start.x);
    if (Math.abs(event.clientY - start.y) > Math.abs(dx)) return;
    start.moved = -dx;
    start.row.style.setProperty("--swipe", `${Math.max(dx, -SWIPE - 12)}px`);
    start.row.classList.toggle("swiped", start.moved >= SWIPE);
  });
  const end = (event) => {
    if (!start) return;
    const { message, row, moved, touch, x, y } = start;
    start = null;
    row.style.removeProperty("--swipe");
    row.classList.remove("swiped");
    if (touch && moved >= SWIPE && event.type === "pointerup") return reply(message);
    if (event.type !== "pointerup" || Math.hypot(event.clientX - x, event.clientY - y) > SLOP) return undefined;
    const inBubble = event.target.closest(".bubble");
    const selecting = !window.getSelection().isCollapsed;
    if (!inBubble || selecting || event.target.closest(INTERACTIVE)) return undefined;
    return menu(message, pointAt(event));
  };
  scroller.addEventListener("pointerup", end);
  scroller.addEventListener("pointercancel", end);
  scroller.addEventListener("contextmenu", (event) => {
    const found = find(event.target);
    if (!found || event.target.closest("a, img, video")) return;
    event.preventDefault();
    menu(found.message, pointAt(event));
  });
  scroller.addEventListener("choose", (event) => {
    const found = find(event.target);
    if (found) menu(found.message, event.target.querySelector(".bubble") ?? event.target);
  }, true);
}

const pointAt = (event) => ({ left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY });
