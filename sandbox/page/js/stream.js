// Keeps the store in step with the server: one state, then its events; after a break, again.
import { get } from "./api.js";

const KINDS = [
  "message", "edited", "deleted", "pinned", "keyboard", "commands", "chat_action", "press", "answer", "read",
  "chat", "migrated", "call", "clock", "faults", "limits", "reset", "resync",
];
const FIRST_PAUSE = 400; // milliseconds before the first new try
const LONGEST_PAUSE = 5000;
const START_AGAIN = new Set(["reset", "resync", "migrated"]); // what the state alone tells in full

/** Follow the server for ever; `store` hears "connected" and "disconnected" beside the events. */
export class Stream {
  constructor(store) {
    this.store = store;
    this.pause = FIRST_PAUSE;
    this.source = null;
  }

  /** Fetch the state, then open the stream where it ends. Never rejects: it tries again. */
  async open() {
    this.source?.close();
    try {
      const state = await get(`state?messages=${this.store.historyLength}`);
      this.store.take(state);
    } catch {
      this.retry();
      return;
    }
    const source = new EventSource(`/control/events?since=${this.store.eventId}`);
    this.source = source;
    source.onopen = () => {
      this.pause = FIRST_PAUSE;
      this.store.tell("connected", {});
    };
    source.onerror = () => {
      if (this.source === source) this.retry();
    };
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.hear(source, kind, event));
  }

  hear(source, kind, event) {
    if (this.source !== source) return;
    this.store.eventId = Number(event.lastEventId) || this.store.eventId;
    this.store.apply(kind, JSON.parse(event.data || "{}"));
    if (START_AGAIN.has(kind)) this.open();
  }

  retry() {
    this.source?.close();
    this.source = null;
    this.store.tell("disconnected", {});
    setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 1.6, LONGEST_PAUSE);
  }
}
