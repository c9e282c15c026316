package dev.connections.samples.files;

import dev.connections.files.FilesConnection;
import dev.connections.rows.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

// tag::controller[]
@Controller
class DocumentPages {

    private static final int PREVIEW = 100;

    private final FilesConnection documents;

    DocumentPages(FilesConnection documents) {
        this.documents = documents;
    }

    @GetMapping("/")
    String list(Model model) {
        model.addAttribute(
                "documents", documents.list("").stream().map(Document::of).toList());
        return "documents";
    }

    @PostMapping("/")
    String upload(@RequestParam MultipartFile file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            documents
                    .file(Document.name(file.getOriginalFilename()))
                    .ifAbsent() // an upload replaces no other file
                    .write(content); // streamed, whatever the store
        }
        return "redirect:/";
    }

    @GetMapping("/preview")
    String preview(@RequestParam String path, Model model) {
        Rows rows = documents.read(path, Duration.ofMinutes(10)); // then reloaded only if it has changed
        model.addAttribute("path", path);
        model.addAttribute("columns", rows.columns());
        model.addAttribute("size", rows.size());
        model.addAttribute(
                "rows",
                rows.stream().limit(PREVIEW).map(row -> row.toMap().values()).toList());
        return "preview";
    }

    @GetMapping("/download")
    ResponseEntity<Resource> download(@RequestParam String path) {
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(Document.name(path), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM) // the browser saves it, and runs no HTML of a user
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(documents.resource(path));
    }
}
// end::controller[]
