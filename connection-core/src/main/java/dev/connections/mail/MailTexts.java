package dev.connections.mail;

import dev.connections.Internal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * The sources of message texts and templates. Thread-safe if its parts are.
 *
 * @param messages messages by code, or {@code null}
 * @param templates the template renderer, or {@code null}
 */
@Internal
public record MailTexts(@Nullable MessageSource messages, @Nullable MailTemplates templates) {

    /** No messages and no templates. */
    public static final MailTexts NONE = new MailTexts(null, null);

    String message(String code, @Nullable Object[] arguments, Locale locale) {
        if (messages == null) {
            throw new IllegalStateException("There is no MessageSource to look up '" + code + "' in");
        }
        return messages.getMessage(code, arguments, locale);
    }

    String template(String name, Map<String, ? extends @Nullable Object> model, Locale locale) {
        if (templates == null) {
            throw new IllegalStateException("There are no templates to render '" + name
                    + "' by. Add the dependency org.springframework.boot:spring-boot-starter-thymeleaf");
        }
        return templates.render(name, model, locale);
    }
}
