package spheres.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When what counts as reproducing each claim was settled, and whether that was before its first measurement.
 *
 * @param evidence how many networks are kept
 * @param claims an entry each
 * @param removed claims that the history has and the folder has not
 * @param lost evidence that the history has and the folder has not, or has of a longer training
 */
public record Registration(Kept evidence, List<Entry> claims, List<Removed> removed, List<Lost> lost) {
    /** What is meant, for every reader of the list. */
    public static final String DEFINITION = """
            Ranges: kind, holds, figure, level, reach, samples and existential of a claim's quantities and preconditions, compared as values; words, order and layout are no change.
            First measurement: for a claim on kept networks the commit that added the first network of a kind that it reads or once read; where a run trained what is
            judged, and for any other claim, the commit that added its test or a results.json in reports/ with a measurement of it, if that is earlier. Before: in an
            ancestor of that commit or, on parallel lines of the history, at an earlier time. In the same commit: git can't tell. Git knows commits, not looks: what was
            seen before it was committed does not show here, nor does a change of the judge or of what a test measures.
            """;

    /** A commit that a change stands in: the one that this registration itself was committed with. */
    static final String WITH_THIS = "with this file";

    public Registration {
        claims = List.copyOf(claims);
        removed = List.copyOf(removed);
        lost = List.copyOf(lost);
    }

    /**
     * A commit.
     *
     * @param date of the commit, as year-month-day
     * @param commit its hash; "with this file" for what was not committed when the file was written
     */
    public record Event(String date, String commit) {
        /** Date and the hash's first digits. */
        public String text() {
            return date + " (" + (commit.equals(WITH_THIS) ? commit : commit.substring(0, 7)) + ")";
        }
    }

    /**
     * A change, and where it lies.
     *
     * @param date of the commit, as year-month-day
     * @param commit its hash, or "with this file"
     * @param when before or after the first measurement
     */
    public record Change(String date, String commit, When when) {
        /** Date and the hash's first digits, and where it lies. */
        public String text() {
            return new Event(date, commit).text() + " " + when;
        }
    }

    /**
     * One claim.
     *
     * @param fingerprint of ranges, expected verdict and sizes, as they are in the file
     * @param ranges their last change
     * @param expect the last change of the expected verdict
     * @param measuredOrNull the first measurement; none yet where it is null
     * @param raised the commits after the first measurement that raised a size: each is a further look at the claim
     */
    @JsonPropertyOrder({"id", "fingerprint", "ranges", "expect", "measured", "raised"})
    public record Entry(
            String id,
            String fingerprint,
            Change ranges,
            Change expect,
            @JsonProperty("measured") @Nullable Event measuredOrNull,
            List<Event> raised) {
        public Entry {
            raised = List.copyOf(raised);
        }

        /** The first measurement, where there was one. */
        public Optional<Event> measured() {
            return Optional.ofNullable(measuredOrNull);
        }

        private void compare(Entry now, String own, List<String> differences) {
            if (!fingerprint.equals(now.fingerprint)) {
                differences.add(id + ": ranges, expected verdict or sizes changed since");
            }
            compare("ranges", ranges, now.ranges, own, differences);
            compare("expected verdict", expect, now.expect, own, differences);
            List<Event> first = measured().stream().toList();
            List<Event> firstNow = now.measured().stream().toList();
            if (!sameEvents(first, firstNow, own)) {
                differences.add(
                        id + ": first measured " + text(first) + " in the file, " + text(firstNow) + " in the history");
            }
            if (!sameEvents(raised, now.raised, own)) {
                differences.add(id + ": sizes raised " + text(raised) + " in the file, " + text(now.raised)
                        + " in the history");
            }
        }

        private void compare(String what, Change recorded, Change now, String own, List<String> differences) {
            if (recorded.when() != now.when() || !sameCommit(recorded.commit(), now.commit(), own)) {
                differences.add(id + ": " + what + " last changed " + recorded.text() + " in the file, " + now.text()
                        + " in the history");
            }
        }

        private static String text(List<Event> events) {
            return events.isEmpty() ? "never" : events.stream().map(Event::text).collect(Collectors.joining(", "));
        }

        /** The entry as a sentence. */
        public String sentence() {
            String when = measured()
                    .map(first -> ranges.when().words + " the first measurement (" + first.date() + ")")
                    .orElse("not measured yet");
            String verdict = expect.when() == When.AFTER && ranges.when() != When.AFTER
                    ? "; expected verdict last changed " + expect.date() + ", after it"
                    : "";
            String sizes = raised.isEmpty()
                    ? ""
                    : "; sizes raised " + times(raised.size()) + " after it, last "
                            + raised.get(raised.size() - 1).date();
            return "Ranges last changed " + ranges.date() + ", " + when + verdict + sizes + ".";
        }
    }

    /** How a change lies to the first measurement. */
    public enum When {
        BEFORE("before"),
        TOGETHER("in the same commit as"),
        AFTER("after"),
        UNMEASURED("without");

        final String words;

        When(String words) {
            this.words = words;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many networks are kept, of how many kinds, from how many seeds, and how many kinds from more than one. */
    public record Kept(int networks, int kinds, int seeds, int kindsOfSeveralSeeds) {
        /** Of folders of evidence, named by kind and seed. */
        static Kept of(List<String> evidence) {
            Map<String, Long> networks = evidence.stream()
                    .collect(Collectors.groupingBy(EvidenceReaders::kind, TreeMap::new, Collectors.counting()));
            return new Kept(
                    evidence.size(),
                    networks.size(),
                    (int) evidence.stream()
                            .map(id -> id.substring(id.lastIndexOf('-') + 1))
                            .distinct()
                            .count(),
                    (int) networks.values().stream().filter(count -> count > 1).count());
        }
    }

    /** A claim without a file, and the last commit that had it. */
    public record Removed(String id, Event last) {}

    /**
     * Evidence that was there.
     *
     * @param id of the evidence
     * @param steps that it was trained for at most
     * @param now steps of what is there now, 0 for nothing
     * @param last the commit that took it away
     */
    public record Lost(String id, long steps, long now, Event last) {}

    /** The entry of a claim. */
    public Optional<Entry> find(String id) {
        return claims.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The sum over all claims, in a few sentences. */
    public String summary() {
        long raised = claims.stream().filter(entry -> !entry.raised().isEmpty()).count();
        return "Of " + claims.size() + " claims the ranges were last changed before the first measurement for "
                + count(Entry::ranges, When.BEFORE) + ", in the same commit as it for "
                + count(Entry::ranges, When.TOGETHER) + " and after it for " + count(Entry::ranges, When.AFTER)
                + unmeasured() + ". The expected verdict was last changed after it for "
                + count(Entry::expect, When.AFTER) + ". Sizes of " + raised
                + " claims were raised after it. The evidence: " + evidence.networks() + " networks of "
                + evidence.kinds() + " kinds, " + evidence.kindsOfSeveralSeeds() + " of them from more than one seed; "
                + evidence.seeds() + " seeds in all.";
    }

    /**
     * What this registration, written earlier, has otherwise than a later one, a line each.
     *
     * @param own the commit that this one was committed with, by its hash
     */
    List<String> differencesTo(Registration now, String own) {
        List<String> differences = new ArrayList<>();
        for (Entry entry : now.claims) {
            find(entry.id())
                    .ifPresentOrElse(
                            recorded -> recorded.compare(entry, own, differences),
                            () -> differences.add(entry.id() + ": not in the file"));
        }
        for (Entry entry : claims) {
            if (now.find(entry.id()).isEmpty()) {
                differences.add(entry.id() + ": in the file, but there is no such claim");
            }
        }
        if (!evidence.equals(now.evidence)) {
            differences.add("evidence: " + evidence + " in the file, " + now.evidence + " in the folder");
        }
        if (!same(removed, now.removed, Removed::id, Removed::last, own)) {
            differences.add("removed claims: not those of the history");
        }
        if (!same(lost, now.lost, lost -> lost.id() + lost.steps() + lost.now(), Lost::last, own)) {
            differences.add("lost evidence: not that of the history");
        }
        return differences;
    }

    private static <T> boolean same(
            List<T> recorded, List<T> now, Function<T, String> id, Function<T, Event> last, String own) {
        return recorded.stream().map(id).toList().equals(now.stream().map(id).toList())
                && sameEvents(
                        recorded.stream().map(last).toList(),
                        now.stream().map(last).toList(),
                        own);
    }

    private static boolean sameEvents(List<Event> recorded, List<Event> now, String own) {
        if (recorded.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!sameCommit(recorded.get(i).commit(), now.get(i).commit(), own)) {
                return false;
            }
        }
        return true;
    }

    /** A file can't name the commit that it is committed with. */
    private static boolean sameCommit(String recorded, String now, String own) {
        return recorded.equals(now) || (recorded.equals(WITH_THIS) && now.equals(own));
    }

    private String unmeasured() {
        long count = count(Entry::ranges, When.UNMEASURED);
        return count == 0 ? "" : "; " + count + " are not measured yet";
    }

    private long count(Function<Entry, Change> of, When when) {
        return claims.stream().filter(entry -> of.apply(entry).when() == when).count();
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }
}
