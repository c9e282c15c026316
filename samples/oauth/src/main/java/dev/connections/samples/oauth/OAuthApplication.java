package dev.connections.samples.oauth;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Signs users in with GitHub, with Google, or with a built-in server, and shows what that tells of them. */
@SpringBootApplication
public class OAuthApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(OAuthApplication.class);
        application.addInitializers(new BuiltInAccounts());
        application.run(args);
    }
}
