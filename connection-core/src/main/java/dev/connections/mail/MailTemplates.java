package dev.connections.mail;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders HTML templates. Must be thread-safe. */
@FunctionalInterface
public interface MailTemplates {

    /**
     * Renders a template.
     *
     * @param name the name of the template
     * @param model the variables
     * @param locale the locale of the message
     */
    String render(String name, Map<String, ? extends @Nullable Object> model, Locale locale);
}
