package dev.connections.autoconfigure.mail;

import dev.connections.mail.MailTemplates;
import java.util.LinkedHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Templates of messages by Thymeleaf. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ITemplateEngine.class)
class ThymeleafMailConfiguration {

    @Bean
    @ConditionalOnMissingBean
    static MailTemplates thymeleafMailTemplates(ObjectProvider<ITemplateEngine> engine) {
        return (name, model, locale) ->
                engine.getObject().process(name, new Context(locale, new LinkedHashMap<>(model)));
    }
}
