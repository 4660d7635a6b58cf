-- name: list_desks
-- Every desk that is in use.
SELECT * FROM desks WHERE is_active = 1 ORDER BY id;

-- name: find_desk^
-- One desk by id.
SELECT * FROM desks WHERE id = :id;

-- name: find_desk_by_chat^
-- The desk whose own chat this is.
SELECT * FROM desks WHERE chat_id = :chat_id AND is_active = 1;

-- name: find_unit^
-- One unit by id.
SELECT * FROM units WHERE id = :id;

-- name: find_unit_by_code^
-- One unit by its code, however it is cased.
SELECT * FROM units WHERE upper(code) = upper(:code) AND is_active = 1;

-- name: find_unit_by_chat^
-- The unit whose group this is.
SELECT * FROM units WHERE chat_id = :chat_id AND is_active = 1;

-- name: list_units_of_desk
-- The units that report to a desk, those outside the system last.
SELECT * FROM units WHERE desk_id = :desk_id AND is_active = 1 ORDER BY is_outside, code;

-- name: find_person^
-- One person by id.
SELECT * FROM people WHERE id = :id;

-- name: find_person_by_account^
-- The person whose linked account this is.
SELECT * FROM people WHERE telegram_id = :telegram_id AND is_active = 1;

-- name: find_person_by_code^
-- One person by the organisation's code.
SELECT * FROM people WHERE code = :code;

-- name: list_people_by_name
-- Everyone of that exact name.
SELECT * FROM people WHERE name = :name AND is_active = 1 ORDER BY id;

-- name: list_grants
-- The roles of one person.
SELECT role, desk_id, unit_id, is_contact FROM grants WHERE person_id = :person_id
ORDER BY role, desk_id, unit_id;

-- name: list_duties
-- The duties a person holds at one moment in responsible shifts.
SELECT desk_id, shift_id, role FROM duty_holders
WHERE person_id = :person_id AND from_at <= :now AND :now < until_at;

-- name: list_duty_holders
-- Who holds a role over a desk at one moment.
SELECT p.* FROM duty_holders AS h JOIN people AS p ON p.id = h.person_id
WHERE h.desk_id = :desk_id AND h.role = :role AND h.from_at <= :now AND :now < h.until_at
ORDER BY p.id;

-- name: list_granted_at_desk
-- Everyone with a role at a desk, on duty or not; roles over the whole system count.
SELECT DISTINCT p.* FROM grants AS g JOIN people AS p ON p.id = g.person_id
WHERE g.role = :role AND (g.desk_id = :desk_id OR (g.desk_id IS NULL AND g.unit_id IS NULL)) AND p.is_active = 1
ORDER BY p.id;

-- name: list_unit_members
-- The people of a unit, each with what they are in it.
SELECT p.*, max(CASE WHEN g.role = 'head' THEN 1 ELSE 0 END) AS is_head, max(g.is_contact) AS is_contact
FROM grants AS g JOIN people AS p ON p.id = g.person_id
WHERE g.unit_id = :unit_id AND p.is_active = 1
GROUP BY p.id ORDER BY p.id;

-- name: set_language!
-- The language a person reads.
UPDATE people SET language = :language WHERE id = :id;

-- name: freeze_person!
-- An account acts no more.
UPDATE people SET frozen_at = :now WHERE id = :id AND frozen_at IS NULL;

-- name: add_stranger!
-- What an unknown account wrote.
INSERT INTO strangers (telegram_id, name, text, written_at) VALUES (:telegram_id, :name, :text, :now);

-- name: last_stranger^
-- When this unknown account last wrote before.
SELECT max(written_at) AS written_at FROM strangers WHERE telegram_id = :telegram_id;

-- name: list_recent_strangers
-- What this unknown account wrote since a moment, in order.
SELECT id, telegram_id, name, text, written_at FROM strangers
WHERE telegram_id = :telegram_id AND written_at >= :since ORDER BY id;

-- name: find_stranger^
-- One message of an unknown account.
SELECT id, telegram_id, name, text, written_at FROM strangers WHERE id = :id;

-- name: list_active_people
-- Everyone who serves.
SELECT * FROM people WHERE is_active = 1 ORDER BY name, id;
