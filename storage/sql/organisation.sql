-- name: list_all_desks
-- Every desk, in use or ended.
SELECT * FROM desks ORDER BY id;

-- name: list_all_units
-- Every unit, in use or ended, with the code of its desk.
SELECT u.*, d.code AS desk FROM units AS u JOIN desks AS d ON d.id = u.desk_id ORDER BY u.id;

-- name: list_all_people
-- Everyone, serving or ended.
SELECT * FROM people ORDER BY id;

-- name: list_all_grants
-- Every role of everyone, with the codes of desk and unit.
SELECT g.person_id, g.role, g.is_contact, d.code AS desk, u.code AS unit FROM grants AS g
LEFT JOIN desks AS d ON d.id = g.desk_id LEFT JOIN units AS u ON u.id = g.unit_id
ORDER BY g.person_id, g.role, d.code, u.code;

-- name: list_all_shifts
-- Every shift, with the code of its desk.
SELECT s.*, d.code AS desk FROM shifts AS s JOIN desks AS d ON d.id = s.desk_id ORDER BY s.desk_id, s.starts_at;

-- name: list_serving
-- Who serves in each shift: at this moment, or at its start where that is still to come, or at its end.
SELECT m.shift_id, m.person_id, m.role FROM shift_members AS m JOIN shifts AS s ON s.id = m.shift_id
WHERE m.until_at IS NULL OR m.until_at >
    CASE WHEN s.starts_at > :now THEN s.starts_at WHEN s.ends_at < :now THEN s.ends_at - 1 ELSE :now END
ORDER BY m.id;

-- name: forget_desk_chat!
-- A desk has no chat of its own any more, or is about to have another.
UPDATE desks SET chat_id = NULL WHERE id = :id;

-- name: forget_unit_chat!
-- A unit has no group any more, or is about to have another.
UPDATE units SET chat_id = NULL WHERE id = :id;

-- name: forget_account!
-- Nobody's account any more, or about to be another.
UPDATE people SET telegram_id = NULL WHERE id = :id;

-- name: put_desk^
-- A desk as the organisation has it.
INSERT INTO desks (code, name, phone, fax, email, chat_id, is_active)
VALUES (:code, :name, :phone, :fax, :email, cast(:chat_id AS BIGINT), :is_active)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, phone = excluded.phone, fax = excluded.fax,
    email = excluded.email, chat_id = excluded.chat_id, is_active = excluded.is_active
RETURNING id;

-- name: put_unit^
-- A unit as the organisation has it.
INSERT INTO units (code, desk_id, name, phone, chat_id, is_outside, is_active)
VALUES (:code, :desk_id, :name, :phone, cast(:chat_id AS BIGINT), :is_outside, :is_active)
ON CONFLICT (code) DO UPDATE SET desk_id = excluded.desk_id, name = excluded.name, phone = excluded.phone,
    chat_id = excluded.chat_id, is_outside = excluded.is_outside, is_active = excluded.is_active
RETURNING id;

-- name: add_person^
-- Somebody new.
INSERT INTO people (code, name, title, phone, telegram_id, is_active, frozen_at)
VALUES (cast(:code AS TEXT), :name, :title, :phone, cast(:telegram_id AS BIGINT), :is_active, cast(:frozen_at AS BIGINT))
RETURNING id;

-- name: change_person!
-- A person as the organisation has them; account and freezing are changed apart, since a chat changes them too.
UPDATE people SET code = cast(:code AS TEXT), name = :name, title = :title, phone = :phone, is_active = :is_active
WHERE id = :id;

-- name: give_account!
-- A person's account, or none; a new one has not refused anything yet.
UPDATE people SET telegram_id = cast(:telegram_id AS BIGINT), unreachable_at = NULL WHERE id = :id;

-- name: unfreeze_person!
-- An account may act again.
UPDATE people SET frozen_at = NULL WHERE id = :id;

-- name: drop_grants!
-- A person's roles are about to be given anew.
DELETE FROM grants WHERE person_id = :person_id;

-- name: add_grant!
-- One role at a desk, in a unit, or over the whole system.
INSERT INTO grants (person_id, role, desk_id, unit_id, is_contact)
VALUES (:person_id, :role, cast(:desk_id AS BIGINT), cast(:unit_id AS BIGINT), :is_contact);

-- name: put_shift^
-- A shift as the organisation has it; from when to when one answered is never taken back.
INSERT INTO shifts (desk_id, starts_at, ends_at, responsible_from, responsible_until, changed_in_chat)
VALUES (:desk_id, :starts_at, :ends_at, cast(:responsible_from AS BIGINT), cast(:responsible_until AS BIGINT), 0)
ON CONFLICT (desk_id, starts_at) DO UPDATE SET ends_at = excluded.ends_at,
    responsible_from = coalesce(shifts.responsible_from, excluded.responsible_from)
RETURNING id;

-- name: settle_shift!
-- What the roster says of a shift stands again, over what was changed in chat.
UPDATE shifts SET changed_in_chat = 0 WHERE id = :id;

-- name: drop_shift!
-- A shift that has not begun is not to be.
DELETE FROM shifts WHERE id = :id;

-- name: drop_shift_members!
-- Nobody serves in a shift that has not begun.
DELETE FROM shift_members WHERE shift_id = :shift_id;

-- name: add_shift_member!
-- Somebody serves in a shift from a moment on.
INSERT INTO shift_members (shift_id, person_id, role, from_at) VALUES (:shift_id, :person_id, :role, :from_at);

-- name: end_shift_member!
-- Somebody serves in a shift no longer; that they did stays.
UPDATE shift_members SET until_at = :until_at
WHERE shift_id = :shift_id AND person_id = :person_id AND role = :role AND until_at IS NULL;
