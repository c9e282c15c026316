package dev.connections;

import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.credentials.UserNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One kind of connection: makes the factory and the handle out of the bound properties. The extension point; the
 * built-in types use nothing else.
 *
 * <p>A type is a bean. Its short name, used in {@code type:}, is its class name without the suffix
 * {@code ConnectionType}, in kebab case: {@code FtpConnectionType} is {@code ftp}. {@link ConnectionTypeName} gives
 * it another. The name of the bean counts only if its method is declared to return {@code ConnectionType} itself.
 * {@code type:} also takes the name of the bean or of the class, which tells apart two types of one short name, and
 * need not be a bean then. Properties and handle are known by the type arguments, so the class must fix them.
 *
 * <p>Its methods are called by several threads.
 *
 * @param <P> the properties of the type: a class with setters or a record, bound from {@code connections.<name>.*}
 * @param <R> the resource that the handle works on
 * @param <H> the handle that users inject; it may show them a supertype of the resource
 * @see InferredFrom
 * @see ConnectionBean
 * @see SelfChecking
 */
public interface ConnectionType<P, R, H extends ManagedConnection<? super R>> {

    /**
     * Creates the factory of one connection. Must not open anything. The factory's resource may be more specific
     * than that of the handle.
     *
     * @throws IllegalArgumentException if the properties cannot be used; the message names the property and the
     *     remedy
     */
    ConnectionFactory<? extends R> connectionFactory(ConnectionDefinition<P> definition);

    /**
     * Creates the handle of one connection. Must not open anything.
     *
     * @param connection the supervised connection that the handle uses
     * @param definition the name and properties of the connection
     */
    H handle(ManagedConnection<R> connection, ConnectionDefinition<P> definition);

    /**
     * Prepares a handle for a reload of its connection. By default, the handle does not change, which is right if
     * it takes nothing from the properties.
     *
     * @param handle the handle that {@link #handle} created
     * @param definition the new definition of the connection
     * @return an action that applies the new definition; it runs after a resource of the new definition is open,
     *     and never if that fails
     * @throws IllegalArgumentException if the handle cannot change; the message names the property and the remedy
     */
    default Runnable reconfigure(H handle, ConnectionDefinition<P> definition) {
        return () -> {};
    }

    /**
     * Returns the credentials in the type's own properties. They are used if {@code username} and {@code password}
     * are not set.
     *
     * @return {@code null}, the default, for the user information of {@code url}, percent-decoded
     */
    default @Nullable Credentials credentials(P properties) {
        return null;
    }

    /**
     * Returns the connection's credentials provider, if its credentials are not properties, such as access tokens
     * of an OAuth2 registration. A {@code CredentialsProvider} bean of the application and Vault take precedence.
     * Not used by connections with {@code login}.
     *
     * @return {@code null}, the default, for credentials in properties
     * @throws IllegalArgumentException if the properties cannot be used; the message names the property and the
     *     remedy
     */
    default @Nullable CredentialsProvider credentialsProvider(ConnectionDefinition<P> definition) {
        return null;
    }

    /** Returns the default of {@code connect-timeout} for connections of this type. 5 seconds unless overridden. */
    default Duration defaultConnectTimeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * Returns the default of {@code recovery.eager-period} for connections of this type: how long a broken
     * connection is retried at constant intervals before the back-off grows. Zero unless overridden.
     */
    default Duration defaultEagerPeriod() {
        return Duration.ZERO;
    }

    /**
     * Returns one form for all spellings of a user name that log in to the target as the same user. The limits of
     * {@code login} count by it. By default, names that differ in case, in compatibility characters or in surrounding
     * whitespace only have the same form.
     *
     * @param definition the connection
     * @param user a name as entered
     */
    default String canonicalUser(ConnectionDefinition<P> definition, String user) {
        return UserNames.folded(user);
    }
}
