create user migrator password 'm' admin;
create user reader password 'r' admin;
