package dev.connections.mail;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes HTML of templates. Safe for use by several threads. */
@FunctionalInterface
public interface MailTemplates {

    /**
     * Renders a template.
     *
     * @param name the template's name
     * @param model what it may refer to
     * @param locale the language of the message
     */
    String render(String name, Map<String, ? extends @Nullable Object> model, Locale locale);
}
