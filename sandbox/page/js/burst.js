// Messages that come together are read from their first buttons: a photo or a list that follows a question
// does not push the question out of sight.

const TOGETHER = 4000; // milliseconds after its first message in which a message belongs to the same burst

/** Remembers where the newest burst of one chat began. */
export class Burst {
  constructor() {
    this.end();
  }

  end() {
    this.firstId = null;
    this.beganAt = Number.NEGATIVE_INFINITY;
  }

  /** Somebody else's message came; `now` in milliseconds. */
  take(message, now) {
    if (now - this.beganAt <= TOGETHER) return;
    this.firstId = message.message_id;
    this.beganAt = now;
  }

  /** The message whose buttons stay in sight, or null: then the end of the chat does. */
  heldIn(messages) {
    if (this.firstId === null) return null;
    return messages.find((message) => message.message_id >= this.firstId && message.inline_keyboard?.length) ?? null;
  }
}
