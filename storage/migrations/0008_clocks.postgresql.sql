-- What waits, by what it belongs to: asked at the end of every step, over few rows however long the desk has existed.
CREATE INDEX timers_waiting_of_owner ON timers (owner_kind, owner_id) WHERE state = 'waiting';
