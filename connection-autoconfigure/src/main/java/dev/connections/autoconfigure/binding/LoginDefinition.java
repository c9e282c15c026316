package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.LoginDefaults;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.environment.PropertyKeys;
import dev.connections.autoconfigure.login.LoginProperties;
import dev.connections.login.form.LoginField;
import dev.connections.login.form.LoginForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * What users of one connection log in with. Immutable.
 *
 * @param properties as configured
 * @param fields the fields of the form, in order
 * @param defaults settings that those of the configuration take precedence over
 */
public record LoginDefinition(LoginProperties properties, List<LoginField> fields, Map<String, String> defaults) {

    private static final LoginDefaults USUAL = Usual.class.getAnnotation(LoginDefaults.class);

    /** Settings that only the application may set. Each of them can redirect the connection, or load foreign code. */
    private static final Set<String> NEVER_ENTERED = Set.of(
            "url",
            "driver-class-name",
            "ssl-bundle",
            "profile",
            "settings-directory",
            "endpoint",
            "connection-string",
            "credentials");

    /** What every connection has is the application's business. */
    private static final PropertyKeys COMMON = PropertyKeys.of(ConnectionProperties.class);

    /** What stands for what a user will enter, while settings are checked: a name and a number. */
    private static final String ANYTHING = "1";

    public LoginDefinition {
        fields = List.copyOf(fields);
        defaults = Map.copyOf(defaults);
    }

    /** @param type the connection's type, or {@code null} if it is not known, or a factory of the application */
    static LoginDefinition of(LoginProperties properties, @Nullable TypeDescriptor type) {
        LoginDefaults declared = (type != null) ? type.typeClass().getAnnotation(LoginDefaults.class) : null;
        LoginDefaults usual = (declared != null) ? declared : USUAL;
        Map<String, String> form =
                properties.form().isEmpty() ? pairs(usual.form()) : new LinkedHashMap<>(properties.form());
        List<LoginField> fields = new ArrayList<>();
        form.forEach((name, initial) -> fields.add(LoginField.of(name, initial)));
        return new LoginDefinition(properties, fields, pairs(usual.options()));
    }

    private static Map<String, String> pairs(String[] declared) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Arrays.stream(declared).forEach(pair -> {
            int sign = pair.indexOf('=');
            pairs.put((sign < 0) ? pair : pair.substring(0, sign), (sign < 0) ? "" : pair.substring(sign + 1));
        });
        return pairs;
    }

    public LoginForm form(ConnectionName name) {
        return new LoginForm(name.value(), fields);
    }

    /** Whether a user may choose a setting, as far as that does not depend on the type. */
    static boolean mayBeEntered(String setting) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(setting, '.');
        return !NEVER_ENTERED.contains(DataObjectPropertyName.toDashedForm(setting)) && !COMMON.contains(name);
    }

    /** Initial values of the fields, or any value where there is none. */
    Map<String, String> example() {
        Map<String, String> example = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> !field.isCredential() && mayBeEntered(field.name()))
                .forEach(field -> example.put(field.name(), field.initial().isEmpty() ? ANYTHING : field.initial()));
        return example;
    }

    /**
     * Where the settings of a user's connection stand first.
     *
     * @param entered what the user has entered, by field
     */
    ConfigurationPropertySource source(ConnectionName name, Map<String, String> entered) {
        Map<String, Object> settings = new LinkedHashMap<>();
        entered.forEach((field, value) -> settings.put(key(name, field), value));
        // fixed: nothing that is entered comes before
        properties.options().forEach((option, value) -> settings.put(key(name, option), value));
        return sourceOf(name, settings);
    }

    /** Where they stand if the connection itself does not say otherwise. */
    ConfigurationPropertySource defaultsSource(ConnectionName name) {
        Map<String, Object> settings = new LinkedHashMap<>();
        defaults.forEach((option, value) -> settings.put(key(name, option), value));
        return sourceOf(name, settings);
    }

    private static String key(ConnectionName name, String setting) {
        return "connections." + name.value() + "." + setting;
    }

    private static ConfigurationPropertySource sourceOf(ConnectionName name, Map<String, Object> settings) {
        return ConfigurationPropertySource.from(new MapPropertySource("login to connection '" + name + "'", settings));
    }

    @LoginDefaults
    private static final class Usual {}
}
