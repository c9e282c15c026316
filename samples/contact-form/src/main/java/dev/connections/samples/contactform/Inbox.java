package dev.connections.samples.contactform;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows what the embedded server has got. */
@Controller
@ConditionalOnBooleanProperty("contact.embedded")
class Inbox {

    private final GreenMail server;

    Inbox(GreenMail server) {
        this.server = server;
    }

    @GetMapping("/inbox")
    String inbox(Model model) throws MessagingException {
        List<Entry> entries = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            entries.add(new Entry(message.getSubject(), Arrays.toString(message.getReplyTo())));
        }
        model.addAttribute("entries", entries);
        return "inbox";
    }

    /**
     * A message.
     *
     * @param subject what it is about
     * @param from who wrote it
     */
    record Entry(String subject, String from) {}
}
