package dev.connections.samples.oauth;

import dev.connections.rest.RestConnection;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class Profile {

    private final RestConnection account;

    private final String path;

    Profile(RestConnection account, @Value("${profile.path}") String path) {
        this.account = account;
        this.path = path;
    }

    @GetMapping("/profile")
    Map<?, ?> mine() {
        return account.get(path, Map.class); // with the token of who is signed in
    }
}
// end::controller[]
