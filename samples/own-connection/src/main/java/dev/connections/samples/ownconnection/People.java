package dev.connections.samples.ownconnection;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import org.springframework.stereotype.Service;

/** Uses two connections of one type, distinguished by their names. */
// tag::inject[]
@Service
class People {

    private final LdapConnection clinicVets;

    private final LdapConnection petOwners;

    People(LdapConnection clinicVets, LdapConnection petOwners) {
        this.clinicVets = clinicVets;
        this.petOwners = petOwners;
    }

    List<String> vets() throws LDAPException {
        return clinicVets.values("cn", "(title=vet)");
    }

    List<String> dogOwners() throws LDAPException {
        return petOwners.values("cn", "(description=dog)");
    }
}
// end::inject[]
