package dev.connections.samples.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window. */
public final class Browser implements AutoCloseable {

    private static final File CHROMIUM = new File("/usr/bin/chromium");

    private static final File DRIVER = new File("/usr/bin/chromedriver");

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    public Browser(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER)
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(900, 700));
    }

    public static boolean isThere() {
        return CHROMIUM.canExecute() && DRIVER.canExecute();
    }

    public void open(String url) {
        driver.get(url);
    }

    /** Opens a page again and again, until it leads to the given path. */
    public void openUntil(String url, String path) {
        waiting().until(present -> {
            present.get(url);
            return URI.create(String.valueOf(present.getCurrentUrl())).getPath().equals(path);
        });
    }

    public void type(String field, String text) {
        WebElement element = await(By.name(field));
        element.clear();
        element.sendKeys(text);
    }

    public void press(String button) {
        await(By.xpath("//button[normalize-space()='" + button + "']")).click();
    }

    /** The element, as soon as it is there. */
    public WebElement await(By element) {
        return waiting().until(ExpectedConditions.presenceOfElementLocated(element));
    }

    public void awaitPath(String path) {
        waiting().until(ExpectedConditions.urlMatches(".*" + path + "([?#].*)?$"));
    }

    private WebDriverWait waiting() {
        return new WebDriverWait(driver, Duration.ofSeconds(20), Duration.ofMillis(50));
    }

    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    public String source() {
        return driver.getPageSource();
    }

    public void usePhone() {
        driver.manage().window().setSize(new Dimension(390, 700));
    }

    public void useDark() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", new Object[] {Map.of("name", "prefers-color-scheme", "value", "dark")}));
    }

    /** Whether the page is wider than the window. */
    public boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    public Object script(String script) {
        return driver.executeScript(script);
    }

    public void takePicture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
