package dev.connections.samples.ownstarter.chat;

import dev.connections.SelfChecking;
import dev.connections.autoconfigure.NamesSslBundle;
import dev.connections.autoconfigure.RateLimitProperties;
import java.net.URI;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** Settings of a connection to a chat. The prefix is for the configuration metadata. */
@ConfigurationProperties("connections.defaults.chat")
public class ChatProperties implements NamesSslBundle, SelfChecking {

    /** URL of the server, such as chat://localhost:8080. With chats:// the connection is encrypted. */
    private @Nullable String url;

    /** Room to read from and to write to. */
    private String room = "lobby";

    /** SSL bundle of Spring Boot. */
    private @Nullable String sslBundle;

    private final Auth auth = new Auth();

    @NestedConfigurationProperty
    private final RateLimitProperties rateLimit = new RateLimitProperties();

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public String getRoom() {
        return room;
    }

    public void setRoom(String room) {
        this.room = room;
    }

    @Override
    public @Nullable String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(@Nullable String sslBundle) {
        this.sslBundle = sslBundle;
    }

    public Auth getAuth() {
        return auth;
    }

    public RateLimitProperties getRateLimit() {
        return rateLimit;
    }

    URI address() {
        return URI.create(String.valueOf(url).replaceFirst("^chat", "http"));
    }

    @Override
    public void check(BiConsumer<String, String> problems) {
        if (url == null) {
            problems.accept("url", "is missing. Set it to the server, such as chat://localhost:8080.");
        }
    }

    /** Credentials that are no password. */
    public static class Auth {

        /** Registration of Spring Security's OAuth2 client that issues access tokens. */
        private @Nullable String registration;

        public @Nullable String getRegistration() {
            return registration;
        }

        public void setRegistration(@Nullable String registration) {
            this.registration = registration;
        }
    }
}
