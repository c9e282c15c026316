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
 * it another. The name of the bean counts only if its method is declared to return {@code ConnectionType} itself. {@code type:} also takes the name of
 * the bean or of the class, which tells apart two types of one short name, and need not be a bean then. Properties and
 * handle are known by the type arguments, so the class must fix them.
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
     * Makes the factory of one connection. Must not open anything. The type of the factory's resource may be more specific
     * than that of the handle.
     *
     * @throws IllegalArgumentException if the properties cannot be used; the message names the property and the remedy
     */
    ConnectionFactory<? extends R> connectionFactory(ConnectionDefinition<P> definition);

    /**
     * Makes the handle of one connection. Must not open anything.
     *
     * @param connection the supervised connection that the handle works on
     * @param definition what the connection is made of
     */
    H handle(ManagedConnection<R> connection, ConnectionDefinition<P> definition);

    /**
     * Lets a handle follow when its connection is configured anew. By default does nothing, which is right for a handle that
     * takes nothing from the properties.
     *
     * @param handle what {@link #handle} made
     * @param definition what the connection is made of from now on
     * @return what makes the handle follow; run when a resource of the new definition is there, and never if there is none
     * @throws IllegalArgumentException if the handle cannot follow; the message names the property and the remedy
     */
    default Runnable reconfigure(H handle, ConnectionDefinition<P> definition) {
        return () -> {};
    }

    /**
     * Returns the credentials that the type's own properties hold. They are used when {@code username} and {@code password} are not
     * set.
     *
     * @return {@code null}, the default, for the user information of {@code url}, percent-decoded
     */
    default @Nullable Credentials credentials(P properties) {
        return null;
    }

    /**
     * Returns where the connection's credentials come from if not from properties, such as access tokens of an OAuth2 registration.
     * A {@code CredentialsProvider} bean of the application and Vault take precedence. Not used by connections with {@code login}.
     *
     * @return {@code null}, the default, for credentials in properties
     * @throws IllegalArgumentException if the properties cannot be used; the message names the property and the remedy
     */
    default @Nullable CredentialsProvider credentialsProvider(ConnectionDefinition<P> definition) {
        return null;
    }

    /** The default of {@code connect-timeout} for connections of this type: 5 seconds, unless overridden. */
    default Duration defaultConnectTimeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * The default of {@code recovery.eager-period} for connections of this type: how long a broken connection is retried without
     * growing pauses. Zero, unless overridden.
     */
    default Duration defaultEagerPeriod() {
        return Duration.ZERO;
    }

    /**
     * Returns one form for all spellings of a user name that log in to the target as the same user. The limits of {@code login}
     * count by it. By default, names that differ in case, in compatibility characters or in surrounding whitespace only have the
     * same form.
     *
     * @param definition the connection
     * @param user a name as entered
     */
    default String canonicalUser(ConnectionDefinition<P> definition, String user) {
        return UserNames.folded(user);
    }
}
