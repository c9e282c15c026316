package dev.connections.rest.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.testing.Seed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of WHATWG's URL tests, where Java can express the result, and generated links. */
class LinkResolverTests {

    private static final URI BASE = URI.create("http://example.org/foo/bar");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "?page=2, http://example.org/foo/bar?page=2",
                "#part, http://example.org/foo/bar",
                "``, http://example.org/foo/bar",
                "a/b, http://example.org/foo/a/b",
                "./a, http://example.org/foo/a",
                "../up, http://example.org/up",
                "../../up, http://example.org/up",
                "/a/../b/./c, http://example.org/b/c",
                "/a/%2e%2E/b, http://example.org/b",
                "/a/.%2e/b, http://example.org/b",
                "/a/%2e/b, http://example.org/a/b",
                "/a/.., http://example.org/",
                "/a/., http://example.org/a/",
                "..., http://example.org/foo/...",
                "/a b.txt, http://example.org/a%20b.txt",
                "/Zürich, http://example.org/Z%C3%BCrich",
                "/东京?q=京#x, http://example.org/%E4%B8%9C%E4%BA%AC?q=%E4%BA%AC",
                "/x?a=1|2, http://example.org/x?a=1%7C2",
                "`/x?f={\"a\":1}`, http://example.org/x?f=%7B%22a%22:1%7D",
                "/x?next=%2Fa%2Bb, http://example.org/x?next=%2Fa%2Bb",
                "/100%, http://example.org/100%25",
                "/%zz, http://example.org/%25zz",
                "//other.example/p, http://other.example/p",
                "\\\\other.example\\p, http://other.example/p",
                "/\\other.example/p, http://other.example/p",
                "\\x\\y, http://example.org/x/y",
                "https://Other.Example, https://other.example/",
                "https:other.example/p, https://other.example/p",
                "https:///other.example/p, https://other.example/p",
                "http:/p, http://example.org/p",
                "http:p, http://example.org/foo/p",
                "HTTP://user:secret@other.example:8080/p, http://other.example:8080/p",
                "http://other.example:/p, http://other.example/p",
                "http://[::1]:80/p, http://[::1]:80/p",
                "http://other.example?q, http://other.example/?q",
                "http://bücher.example/p, http://xn--bcher-kva.example/p",
                ":, http://example.org/foo/:",
                "::, http://example.org/foo/::",
                "a:b, ",
            })
    void isWhereABrowserGoes(String link, String expected) {
        if (expected == null) {
            assertThatIllegalArgumentException().isThrownBy(() -> LinkResolver.resolve(BASE, link));
        } else {
            assertThat(LinkResolver.resolve(BASE, (link == null) ? "" : link)).hasToString(expected);
        }
    }

    @Test
    void blanksAroundAndLineBreaksWithinAreIgnored() {
        assertThat(LinkResolver.resolve(BASE, " \t/a\r\nb\u0000 ")).hasToString("http://example.org/ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://a/b",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "http://",
                "https://?q",
                "http://a:b/",
                "http://a:99999/",
                "http://[::1/",
                "http://straße.example/",
                "http://a b/"
            })
    void otherAddressesAreRefused(String link) {
        assertThatIllegalArgumentException().isThrownBy(() -> LinkResolver.resolve(BASE, link));
    }

    /** RFC 3986 and WHATWG agree on links without anything special; {@link URI} knows the former. */
    @Test
    void agreesWithJavaOnPlainLinks() {
        Random random = new Random(Seed.VALUE);
        List<String> parts = List.of("a", "b.c", "~x", "%41", "p;q=1", "@", "d,e");
        for (int i = 0; i < 2000; i++) {
            StringBuilder link = new StringBuilder(random.nextBoolean() ? "/" : "");
            int count = 1 + random.nextInt(4);
            for (int j = 0; j < count; j++) {
                link.append((j > 0) ? "/" : "").append(parts.get(random.nextInt(parts.size())));
            }
            if (random.nextBoolean()) {
                link.append("?k=").append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(LinkResolver.resolve(BASE, link.toString()))
                    .as("%s, seed %d", link, Seed.VALUE)
                    .isEqualTo(BASE.resolve(link.toString()));
        }
    }

    @Test
    void neverFailsOtherwiseThanByRefusing() {
        Random random = new Random(Seed.VALUE);
        String alphabet = "ah:/\\?#[]@%.&=;,{}|^`\"<> \t\u0000\u00FC\u4E1C2e";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder link = new StringBuilder();
            int length = random.nextInt(24);
            for (int j = 0; j < length; j++) {
                link.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                URI target = LinkResolver.resolve(BASE, link.toString());
                assertThat(target.getScheme())
                        .as("%s, seed %d", link, Seed.VALUE)
                        .isEqualTo("http");
                assertThat(target.getFragment()).isNull();
            } catch (IllegalArgumentException ex) {
                // refused
            }
        }
    }

    @Test
    void headersAreReadAsUtf8WhereTheyAre() {
        String sent = new String("/Zürich".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(LinkResolver.ofHeader(sent)).isEqualTo("/Zürich");
        assertThat(LinkResolver.ofHeader("/Zürich")).isEqualTo("/Zürich");
        assertThat(LinkResolver.ofHeader("/plain")).isEqualTo("/plain");
    }
}
