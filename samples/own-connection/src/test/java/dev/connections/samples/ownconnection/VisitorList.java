package dev.connections.samples.ownconnection;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each user sees what the directory shows to them. */
@RestController
@ConditionalOnProperty("connections.visitors.type")
class VisitorList {

    private final LdapConnection visitors;

    VisitorList(@Qualifier("visitors") LdapConnection visitors) {
        this.visitors = visitors;
    }

    @GetMapping("/visitors")
    List<String> all() throws LDAPException {
        return visitors.values("cn", "(uid=*)");
    }
}
