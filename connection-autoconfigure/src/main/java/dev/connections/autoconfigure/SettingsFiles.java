package dev.connections.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * Reads settings of a connection that stand outside the application, in the files of its target's own tools. They come
 * behind all that the application says, its defaults included, and before those of the driver. A {@code ConnectionType}
 * names its reader by {@link ReadsSettingsFiles}.
 *
 * <p>An implementation has a constructor without arguments. It is called when a connection is configured, for each
 * login of a user, and twice a second for credentials that may have changed, by several threads.
 */
public interface SettingsFiles {

    /**
     * The settings of one connection by key, relative to the connection, each with the place where it stands. Texts are
     * taken literally: no placeholder is looked for.
     *
     * @param said what the application says
     * @param remarks about the files; their sentences hold no value of a file
     */
    Map<String, OriginTrackedValue> read(Said said, Remarks remarks);

    /** What the application itself says about a connection. */
    interface Said {

        /** The value of a key, relative to the connection; {@code null} if it is not set. */
        @Nullable
        String text(String key);

        /** All that is set below a key, by the rest of the key; empty if nothing is. */
        Map<String, String> below(String key);

        /** Whether users log in, or a bean or Vault provides the credentials: none of a file are wanted then. */
        boolean hasOtherCredentials();
    }

    /** Takes the remarks about the files. */
    interface Remarks {

        /**
         * A reason not to use the connection.
         *
         * @param key the key, relative to the connection, that it is about
         * @param message the rest of a sentence that begins with the key: what is wrong, and what to do
         */
        void problem(String key, String message);

        /** Something that is logged as a warning when the connection is configured. */
        void warning(String message);

        /** Something that is logged when the connection is configured. */
        void note(String message);
    }
}
