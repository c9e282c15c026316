package dev.connections.test;

import org.springframework.stereotype.Service;

/** Needs what no slice has. */
@Service
class Mailer {

    Mailer(Runnable missing) {
        missing.run();
    }
}
