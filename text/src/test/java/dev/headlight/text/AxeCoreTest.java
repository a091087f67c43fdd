package dev.headlight.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong on purpose is found, and nothing where nothing is. */
class AxeCoreTest {

    @TempDir Path folder;

    private List<String> faults(String part) throws IOException, InterruptedException {
        try (Chromium browser = new Chromium(folder)) {
            String html =
                    "<!DOCTYPE html><html lang=\"en\"><title>A page</title><main><h1>A page</h1>"
                            + part
                            + "</main></html>";
            Path page = Files.writeString(folder.resolve("page.html"), html);
            browser.open(page, true);
            return AxeCore.faults(browser, 360, "light");
        }
    }

    @Test
    void aPageInOrderHasNoFaults() throws IOException, InterruptedException {
        assertThat(faults("<p>In order.</p>")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() throws IOException, InterruptedException {
        List<String> faults =
                faults(
                        "<section id=\"here\"><img src=\"data:,\" width=\"10\" height=\"10\">"
                                + "<p style=\"width: 500px\">Too wide.</p></section>");
        assertThat(faults)
                .hasSize(2)
                .first()
                .asString()
                .startsWith("360 light: image-alt (critical): ")
                .contains("here img ");
        assertThat(faults.getLast()).matches("360 light: \\d+\\.0 pixels too wide");
    }
}
