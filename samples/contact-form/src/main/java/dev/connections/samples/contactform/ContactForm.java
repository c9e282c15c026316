package dev.connections.samples.contactform;

import dev.connections.ConnectionException;
import dev.connections.mail.InvalidMailException;
import dev.connections.mail.MailConnection;
import dev.connections.mail.MailDeliveryException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form, and what becomes of it. */
// tag::controller[]
@Controller
class ContactForm {

    private final MailConnection contactMail;

    private final String recipient;

    ContactForm(MailConnection contactMail, @Value("${contact.to}") String recipient) {
        this.contactMail = contactMail;
        this.recipient = recipient;
    }

    @GetMapping("/")
    String form() {
        return "form";
    }

    @PostMapping("/")
    String send(@RequestParam String address, @RequestParam String subject, @RequestParam String text, Model model) {
        try {
            contactMail
                    .to(recipient)
                    .replyTo(address)
                    .subject("Contact: " + subject)
                    .text(text)
                    .template("mail/contact", Map.of("address", address, "text", text))
                    .send();
            return "redirect:/sent";
        } catch (InvalidMailException ex) {
            model.addAttribute("problem", "Please check the " + (ex.part().equals("reply-to") ? "address" : ex.part()));
        } catch (MailDeliveryException | ConnectionException ex) {
            model.addAttribute("problem", "It cannot be sent at the moment. Please try again later");
        }
        return "form";
    }

    @GetMapping("/sent")
    String sent() {
        return "sent";
    }
}
// end::controller[]
