package dev.connections.testing;

import java.sql.DriverManager;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a test class with an English default locale, although the build's is Turkish: for libraries that fail with that. Spring Data
 * JDBC is one of them on databases with upper-case names.
 */
public final class EnglishLocale implements BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(EnglishLocale.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        // Snowflake's driver fails with another locale than that with which it was loaded
        DriverManager.getDrivers();
        context.getStore(NAMESPACE).put(Locale.class, Locale.getDefault());
        Locale.setDefault(Locale.ENGLISH);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Locale.setDefault(context.getStore(NAMESPACE).get(Locale.class, Locale.class));
    }
}
