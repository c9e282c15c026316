package dev.connections.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * An SSL bundle that a property of a connection names. It may change whenever it is reloaded, so it is requested each
 * time. Immutable.
 */
public final class NamedSslBundle {

    private final ObjectProvider<SslBundles> bundles;

    private final String property;

    private final String name;

    /**
     * @param bundles the bundles of the application
     * @param property the property, relative to the connection
     * @param name its value
     */
    public NamedSslBundle(ObjectProvider<SslBundles> bundles, String property, String name) {
        this.bundles = bundles;
        this.property = property;
        this.name = name;
    }

    /**
     * The bundle as it is now.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names the property and the remedy
     */
    public SslBundle get() {
        SslBundles all = bundles.getIfAvailable();
        if (all == null) {
            throw new IllegalArgumentException("'" + property + "' is '" + name
                    + "', but there are no SSL bundles: configure one by 'spring.ssl.bundle'");
        }
        try {
            return all.getBundle(name);
        } catch (NoSuchSslBundleException ex) {
            throw new IllegalArgumentException(
                    "'" + property + "' is '" + name + "', and there is no SSL bundle of that name: "
                            + (all.getBundleNames().isEmpty()
                                    ? "configure it by 'spring.ssl.bundle'"
                                    : "known are " + String.join(", ", all.getBundleNames())),
                    ex);
        }
    }
}
