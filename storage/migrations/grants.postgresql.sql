-- What the running role may do when it is not the owner of the tables; given anew after every migration.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE UPDATE, DELETE ON duty_log FROM {role};
REVOKE DELETE ON duty_log_heads, duty_log_texts, decisions, directives FROM {role};
REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM {role};
