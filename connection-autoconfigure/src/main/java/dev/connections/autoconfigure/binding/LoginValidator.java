package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.NearestName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.StartMode;
import dev.connections.autoconfigure.beans.CredentialsProviderBeans;
import dev.connections.autoconfigure.environment.ConnectionNames;
import dev.connections.autoconfigure.environment.PropertyKeys;
import dev.connections.login.form.LoginField;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Finds what is wrong with how users are to log in to a connection. */
final class LoginValidator {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(passw|passcode|passphrase|secret|token|credential|private|pwd|otp|pin$).*");

    /** Settings of all types that name a user or hold a secret. */
    private static final List<String> CREDENTIALS = List.of(
            "username",
            "user",
            "password",
            "token",
            "access-key",
            "secret-key",
            "session-token",
            "account-key",
            "sas-token",
            "connection-string",
            "credentials",
            "credentials.vault.path");

    private final ConnectionName name;

    private final @Nullable TypeDescriptor type;

    private final ConnectionNames names;

    private final CredentialsProviderBeans credentialsProviderBeans;

    LoginValidator(
            ConnectionName name,
            @Nullable TypeDescriptor type,
            ConnectionNames names,
            CredentialsProviderBeans credentialsProviderBeans) {
        this.name = name;
        this.type = type;
        this.names = names;
        this.credentialsProviderBeans = credentialsProviderBeans;
    }

    void check(LoginDefinition login, ConnectionProperties common, List<ConnectionProblem> found) {
        for (LoginField field : login.fields()) {
            checkField(field, login, found);
        }
        if (login.fields().stream().filter(field -> !field.echoed()).count() > 1) {
            add(found, "login.form", "has several secrets. A login takes one: 'password' or 'token'.");
        }
        for (String option : login.properties().options().keySet()) {
            checkOption(option, found);
        }
        if (login.properties().oauth2() != null && !login.properties().form().isEmpty()) {
            add(found, "login.form", "is set, but 'login.oauth2' has no form. Use 'login.options'.");
        }
        for (String key : CREDENTIALS) {
            if (names.keys(name).containsKey(key)) {
                add(found, key, "is set, but each user logs in with their own credentials. Remove it.");
            }
        }
        String provider = credentialsProviderBeans.beanOf(name);
        if (provider != null) {
            add(
                    found,
                    "login",
                    "is set, but the bean '" + provider
                            + "' provides the credentials of all users. Remove one of them.");
        }
        if (common.start() == StartMode.REQUIRED && names.keys(name).containsKey("start")) {
            add(found, "start", "is 'required', but nothing can be opened before a user logs in. Remove it.");
        }
        if (common.cache().isShared() && names.keys(name).containsKey("cache.store")) {
            add(found, "cache.store", "is set, but results of a user are cached on one node only. Remove it.");
        }
    }

    private void checkField(LoginField field, LoginDefinition login, List<ConnectionProblem> found) {
        String key = "login.form." + field.name();
        String initial = login.properties().form().get(field.name());
        if (field.isCredential()) {
            if (!field.echoed() && initial != null && !initial.isEmpty() && !initial.equals("null")) {
                add(found, key, "has a value. A secret is entered by each user: leave it empty.");
            }
        } else if (SECRET.matcher(field.name()).matches()) {
            add(found, key, "is a secret. A login takes one, by the name of 'password' or 'token'.");
        } else if (type == null) {
            add(
                    found,
                    key,
                    "is not supported by a ConnectionFactory, which gets only 'user' and 'password'. For other "
                            + "fields, declare a ConnectionType.");
        } else {
            checkEnterable(field.name(), key, type, found);
        }
    }

    private void checkEnterable(String field, String key, TypeDescriptor ofType, List<ConnectionProblem> found) {
        Set<String> enterable =
                new TreeSet<>(PropertyKeys.of(ofType.propertiesType()).values());
        enterable.removeIf(setting -> !LoginDefinition.mayBeEntered(setting));
        if (!enterable.contains(DataObjectPropertyName.toDashedForm(field))) {
            boolean known = PropertyKeys.of(ConnectionProperties.class, ofType.propertiesType())
                    .contains(ConfigurationPropertyName.adapt(field, '.'));
            enterable.addAll(List.of("user", "password"));
            add(
                    found,
                    key,
                    known
                            ? "cannot be a field of the form. Set it in 'login.options'."
                            : "is no setting of the connection. " + NearestName.hint(field, enterable));
        }
    }

    private void checkOption(String option, List<ConnectionProblem> found) {
        PropertyKeys known = (type != null)
                ? PropertyKeys.of(ConnectionProperties.class, type.propertiesType())
                : PropertyKeys.of(ConnectionProperties.class);
        if (option.startsWith("login.") || !known.contains(ConfigurationPropertyName.adapt(option, '.'))) {
            add(
                    found,
                    "login.options." + option,
                    "is no setting of the connection. " + NearestName.hint(option, known.names()));
        }
    }

    private void add(List<ConnectionProblem> found, String key, String message) {
        found.add(names.problem(name, TypeDescriptor.nameOf(type), key, message));
    }
}
