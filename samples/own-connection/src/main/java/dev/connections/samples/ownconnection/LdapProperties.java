package dev.connections.samples.ownconnection;

import dev.connections.SelfChecking;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands under {@code connections.<name>.} for a directory.
 *
 * @param url the server, such as {@code ldap://host:389}
 * @param baseDn the entry to search below
 * @param poolSize how many network connections are kept at most
 */
// tag::properties[]
record LdapProperties(@Nullable String url, @Nullable String baseDn, @DefaultValue("4") int poolSize)
        implements SelfChecking {

    @Override
    public void check(BiConsumer<String, String> problems) {
        if (url == null) {
            problems.accept("url", "is missing. Set it to the server, such as ldap://host:389.");
        }
        if (baseDn == null) {
            problems.accept("base-dn", "is missing. Set it to the entry to search below, such as o=clinic.");
        }
        if (poolSize < 1) {
            problems.accept("pool-size", "is " + poolSize + ". Set it to 1 or more.");
        }
    }
}
// end::properties[]
