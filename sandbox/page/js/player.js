// A small player for voice messages and songs.
import { duration } from "./clock.js";
import { fill, h, icon } from "./dom.js";
import { t } from "./words.js";

let playing = null; // one sound at a time on the whole page

/** A play button, a bar that seeks, and the time left. */
export function player(sound, label) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = sound.url;
  const whole = () => (Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : sound.duration || 0);
  const button = h("button", { type: "button", class: "play", "aria-label": `${t("play")}: ${label}` }, icon("play"));
  const bar = h("input", { type: "range", min: "0", max: "1000", value: "0", "aria-label": t("seek") });
  const time = h("span", { class: "numbers" }, duration(sound.duration));
  const show = () => {
    bar.value = whole() ? String((audio.currentTime / whole()) * 1000) : "0";
    bar.style.setProperty("--done", `${bar.value / 10}%`);
    time.textContent = audio.paused && !audio.currentTime ? duration(whole()) : duration(audio.currentTime);
    fill(button, icon(audio.paused ? "play" : "pause"));
    button.setAttribute("aria-label", `${t(audio.paused ? "play" : "pause")}: ${label}`);
  };
  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    return audio.play().catch(() => time.replaceChildren(t("cannot_play")));
  });
  bar.addEventListener("input", () => {
    audio.currentTime = (bar.value / 1000) * whole();
  });
  for (const event of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(event, show);
  return h("div", { class: "player" }, button, h("div", { class: "player-body" }, label === t("kind_voice") ? null : h("strong", {}, label), bar, time));
}
