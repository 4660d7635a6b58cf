// A message in one line: for the chat list, the pinned bar, quotes and screen readers.
import { t } from "./words.js";

const KINDS = ["photo", "video", "animation", "voice", "audio", "document", "sticker", "location", "contact"];

/** The kind of what a message carries beside words, or null. */
export const kindOf = (message) => KINDS.find((kind) => message[kind]) ?? null;

/** One line of plain words. `nameOf` turns ids into names for service messages. */
export function summary(message, nameOf) {
  if (message.service) return serviceText(message, nameOf);
  const kind = kindOf(message);
  const words = message.text ?? message.caption ?? "";
  const detail = words || message.document?.name || message.audio?.title || message.sticker?.emoji || message.contact?.first_name || "";
  return [kind && t(`kind_${kind}`), detail].filter(Boolean).join(" · ").replace(/\s+/g, " ").slice(0, 160);
}

/** The sentence of a service message. */
export function serviceText(message, nameOf) {
  const { kind, user_ids: ids = [], title = "" } = message.service;
  const names = ids.map((id) => nameOf(id)).join(", ");
  const by = message.from?.name ?? "";
  const self = ids.length === 1 && ids[0] === message.from?.id;
  return t(`service_${kind}${self ? "_self" : ""}`, { by, names, title });
}
