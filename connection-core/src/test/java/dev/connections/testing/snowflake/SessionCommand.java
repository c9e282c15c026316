package dev.connections.testing.snowflake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements about the session: {@code use …}, {@code alter session …} and transactions. */
final class SessionCommand {

    private static final Pattern USE =
            Pattern.compile("(?is)use\\s+(role|warehouse|database|schema)\\s+\"?([^\"]+?)\"?");

    private static final Pattern SET = Pattern.compile("(?is)alter\\s+session\\s+set\\s+(\\w+)\\s*=\\s*'?(.*?)'?");

    private SessionCommand() {}

    /** Whether it was one; it has been run then. */
    static boolean run(String sql, Session session) throws SQLException {
        Connection jdbc = session.jdbc();
        switch (sql.toLowerCase(Locale.ROOT)) {
            case "begin", "begin transaction", "start transaction" -> {
                jdbc.setAutoCommit(false);
                return true;
            }
            case "commit" -> {
                end(session, true);
                return true;
            }
            case "rollback" -> {
                end(session, false);
                return true;
            }
            default -> {
                return use(sql, session) || set(sql, session);
            }
        }
    }

    private static void end(Session session, boolean commit) throws SQLException {
        Connection jdbc = session.jdbc();
        if (!jdbc.getAutoCommit()) {
            if (commit) {
                jdbc.commit();
            } else {
                jdbc.rollback();
            }
            jdbc.setAutoCommit(!"false".equalsIgnoreCase(session.setting("AUTOCOMMIT")));
        }
    }

    private static boolean use(String sql, Session session) throws SQLException {
        Matcher use = USE.matcher(sql);
        if (!use.matches()) {
            return false;
        }
        String kind = use.group(1).toUpperCase(Locale.ROOT);
        String name = use.group(2).strip();
        if (kind.equals("SCHEMA")) {
            session.jdbc().setSchema(name.replaceFirst(".*\"?\\.\"?", ""));
        }
        session.set(kind, name);
        return true;
    }

    private static boolean set(String sql, Session session) throws SQLException {
        Matcher set = SET.matcher(sql);
        if (!set.matches()) {
            return false;
        }
        session.set(set.group(1), set.group(2));
        if (set.group(1).equalsIgnoreCase("autocommit")) {
            session.jdbc().setAutoCommit(Boolean.parseBoolean(set.group(2)));
        }
        return true;
    }
}
