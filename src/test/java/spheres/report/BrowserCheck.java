package spheres.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks at a claim report in a browser as its readers do: in the light and in the dark, wide and narrow. */
public final class BrowserCheck {
    private static final int WIDE = 1400;
    private static final int NARROW = 390;
    private static final int HEIGHT = 1000;

    private BrowserCheck() {}

    /** What is wrong with a page, nothing if it is in order. */
    public static List<String> faults(Browser browser, Path page) throws IOException {
        return faults(browser, page, picture -> {});
    }

    /**
     * The same, with screenshots.
     *
     * @param pictures the folder for them
     */
    public static List<String> faults(Browser browser, Path page, Path pictures) throws IOException {
        return faults(browser, page, look -> {
            browser.run("scrollTo(0, 0)");
            browser.picture(pictures.resolve(look + ".png"));
            browser.picture(pictures.resolve(look + "-claims.png"), "#claims");
            if (browser.run("return document.getElementById('nights') !== null").asBoolean()) {
                browser.picture(pictures.resolve(look + "-nights.png"), "#nights");
            }
            browser.picture(pictures.resolve(look + "-figures.png"), "#figures");
        });
    }

    private static List<String> faults(Browser browser, Path page, Look look) throws IOException {
        List<String> faults = new ArrayList<>();
        browser.see(WIDE, HEIGHT, false);
        browser.show(page);
        faults.addAll(inPage(browser));
        faults.addAll(deadLinks(browser, page));
        look.at("light");
        browser.see(WIDE, HEIGHT, true);
        faults.addAll(inPage(browser));
        look.at("dark");
        browser.see(NARROW, HEIGHT, false);
        browser.show(page);
        faults.addAll(inPage(browser));
        look.at("narrow");
        faults.addAll(browser.complaints());
        return faults.stream().distinct().toList();
    }

    /** What is done with a page that is seen in one way. */
    private interface Look {
        void at(String name) throws IOException;
    }

    private static List<String> inPage(Browser browser) throws IOException {
        try (InputStream in = Objects.requireNonNull(BrowserCheck.class.getResourceAsStream("faults.js"))) {
            return browser.texts(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Links to files; the Allure report is made after this page. */
    private static List<String> deadLinks(Browser browser, Path page) {
        return browser
                .texts("return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
                        + ".filter(href => !/^(#|https:|data:)/.test(href) && !href.includes('allure'))")
                .stream()
                .filter(link -> !Files.exists(page.resolveSibling(link.replaceFirst("#.*", ""))))
                .map(link -> "link " + link + " leads to no file")
                .toList();
    }
}
