// One photo as large as the window; arrow keys go through the album, Escape closes.
import { fill, h, iconButton } from "./dom.js";
import { t } from "./words.js";

/** Show `photos` (`{url, caption}`) from the one at `index`. */
export function openViewer(photos, index) {
  let at = Math.max(0, index);
  const figure = h("figure", {});
  const show = (step) => {
    at = (at + step + photos.length) % photos.length;
    const { url, caption } = photos[at];
    fill(figure, h("img", { src: url, alt: caption || t("kind_photo") }), caption ? h("figcaption", {}, caption) : null);
  };
  const many = photos.length > 1;
  const dialog = h(
    "dialog",
    { class: "viewer", "aria-label": t("kind_photo") },
    figure,
    iconButton("close", t("close"), () => dialog.close(), { class: "icon-button viewer-close" }),
    many && iconButton("left", t("previous"), () => show(-1), { class: "icon-button viewer-left" }),
    many && iconButton("right", t("next"), () => show(1), { class: "icon-button viewer-right" }),
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(-1);
    if (event.key === "ArrowRight") show(1);
  });
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target === figure) && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  show(0);
  document.body.append(dialog);
  dialog.showModal();
}
