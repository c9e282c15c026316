package dev.connections.login;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.connections.login.form.LoginFailedException;
import dev.connections.testing.FixedLogins;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own that logs in to databases, with secrets that it makes of what it is told, so that it never holds them itself.
 * It dumps its heap, and logs out, when it is told to.
 */
final class HeapOfLogins {

    static final char DUMP = 'd';

    static final char LOG_OUT = 'l';

    /** The line that it answers with. */
    static final String DONE = "done";

    /** What is held on purpose, so that it must be found. */
    static volatile Object held;

    /** What must not be collected before the heap is dumped. */
    static final List<Object> KEPT = new ArrayList<>();

    private HeapOfLogins() {}

    /** @param arguments the file for the dump, a disguised text to be held, and each login's URL, user and disguised secret */
    public static void main(String[] arguments) throws Exception {
        held = new String(revealed(arguments[1]));
        List<SqlLogins> logins = new ArrayList<>();
        for (int i = 2; i < arguments.length; i += 3) {
            logins.add(logIn(arguments[i], arguments[i + 1], arguments[i + 2]));
        }
        HotSpotDiagnosticMXBean heap = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (int command = System.in.read(); command >= 0; command = System.in.read()) {
            if (command == LOG_OUT) {
                logins.forEach(SqlLogins::close);
            } else {
                heap.dumpHeap(arguments[0], true);
            }
            System.out.println(DONE);
        }
    }

    /** A login, and a failed one with the same secret. What was entered, and the exception, are kept. */
    private static SqlLogins logIn(String url, String user, String disguised) throws Exception {
        SqlLogins scene = new SqlLogins(url);
        Map<String, char[]> wrong = entered("nobody", disguised);
        KEPT.add(wrong);
        try {
            scene.logins.open(new LoginRequest(LoginId.random(), wrong, "192.0.2.1", null));
        } catch (LoginFailedException ex) {
            KEPT.add(ex);
        }
        Map<String, char[]> entered = entered(user, disguised);
        LoginId id = LoginId.random();
        scene.logins.open(new LoginRequest(id, entered, "192.0.2.1", null));
        scene.read(new FixedLogins(id), "select 1");
        KEPT.addAll(Arrays.asList(scene, entered, id));
        return scene;
    }

    private static Map<String, char[]> entered(String user, String disguised) {
        return new HashMap<>(Map.of("user", user.toCharArray(), "password", revealed(disguised)));
    }

    static String disguised(String secret) {
        StringBuilder result = new StringBuilder();
        secret.chars().forEach(each -> result.append((char) (each + 1)));
        return result.toString();
    }

    private static char[] revealed(String disguised) {
        char[] result = disguised.toCharArray();
        for (int i = 0; i < result.length; i++) {
            result[i]--;
        }
        return result;
    }
}
