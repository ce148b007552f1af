-- One role and one database each, for the operating system's user of the same name, by PostgreSQL's own socket
-- and peer authentication: there is no password to keep. Run as the user postgres:
--   psql --no-psqlrc --set ON_ERROR_STOP=1 --file set-up.sql
CREATE ROLE utkast LOGIN;
CREATE ROLE prefect LOGIN;
CREATE DATABASE utkast OWNER utkast ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE prefect OWNER prefect ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE utkast FROM PUBLIC;
REVOKE CONNECT ON DATABASE prefect FROM PUBLIC;
-- Prefect's own tables need it, and only a superuser may add it.
\connect prefect
CREATE EXTENSION pg_trgm;
