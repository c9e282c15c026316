package dev.connections.samples.clinic;

import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class Security {

    // tag::security[]
    @Bean
    SecurityFilterChain clinicSecurity(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(EndpointRequest.to("health"))
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .hasRole("VET"))
                .httpBasic(withDefaults())
                .csrf(csrf -> csrf.disable()) // clients are programs that send their password with each request
                .build();
    }
    // end::security[]

    /** Users of a sample. An application takes them from elsewhere. */
    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("vet").password("{noop}vet").roles("VET").build(),
                User.withUsername("operator")
                        .password("{noop}operator")
                        .roles("OPERATOR")
                        .build());
    }
}
