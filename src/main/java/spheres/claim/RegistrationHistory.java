package spheres.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from git when what each claim demands was changed, and when it was first measured. */
public final class RegistrationHistory {
    private static final Pattern VERIFIES = Pattern.compile("@Verifies\\(\\s*\"([^\"]+)\"\\s*\\)");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path claims;
    private final EvidenceReaders readers;
    private final GitHistory history;
    private final Map<String, String> texts;
    private final Pattern claimFile;
    private final Pattern manifest;

    // Commits by claim or evidence, the earliest first.
    private final Map<String, List<GitHistory.Commit>> ranges = new HashMap<>();
    private final Map<String, List<GitHistory.Commit>> expect = new HashMap<>();
    private final Map<String, List<GitHistory.Commit>> raised = new HashMap<>();
    private final Map<String, List<GitHistory.Commit>> removed = new TreeMap<>();
    private final Map<String, List<GitHistory.Commit>> tested = new HashMap<>();
    private final Map<String, List<GitHistory.Commit>> trained = new TreeMap<>();
    private final Map<String, List<GitHistory.Commit>> shortened = new TreeMap<>();
    private final Map<String, Long> mostSteps = new HashMap<>();

    private RegistrationHistory(Path claims) throws IOException {
        this.claims = claims;
        this.readers = EvidenceReaders.read(evidence(claims));
        String name = claims.getFileName().toString();
        this.claimFile = Pattern.compile(Pattern.quote(name) + "/[^/]+\\.ya?ml");
        this.manifest = Pattern.compile(Pattern.quote(name) + "/evidence/([^/]+)/manifest\\.json");
        this.history = GitHistory.read(project(claims), name, "src/test", "reports");
        this.texts = history.texts(path -> isClaim(path) || isTest(path) || isResults(path) || isManifest(path));
    }

    /** Why the history of the claims in a folder can't be read, in one sentence; nothing if it can. */
    public static Optional<String> obstacle(Path claims) {
        return GitHistory.obstacle(project(claims.toAbsolutePath().normalize()));
    }

    /**
     * The registration of the claims in a folder, as its history and the working tree have it.
     *
     * @throws IllegalArgumentException if there is no whole history, or a claim is not in it
     */
    public static Registration read(Path claims) throws IOException {
        RegistrationHistory reader =
                new RegistrationHistory(claims.toAbsolutePath().normalize());
        reader.history.commits().forEach(reader::follow);
        return reader.registration();
    }

    /**
     * What is out of date in the registration that was written into a folder of claims, a line each.
     *
     * @param now as the history has it
     */
    public static List<String> outOfDate(Path claims, Registration recorded, Registration now) throws IOException {
        Path absolute = claims.toAbsolutePath().normalize();
        String own = GitHistory.lastCommitOf(project(absolute), absolute.getFileName() + "/" + RegistrationFile.NAME)
                .orElse(Registration.WITH_THIS);
        return recorded.differencesTo(now, own);
    }

    private static Path project(Path claims) {
        return Objects.requireNonNull(claims.getParent(), "the root of the file system is no folder of claims");
    }

    private static Path evidence(Path claims) {
        return claims.resolve("evidence");
    }

    private boolean isClaim(String path) {
        return claimFile.matcher(path).matches();
    }

    private boolean isManifest(String path) {
        return manifest.matcher(path).matches();
    }

    private static boolean isTest(String path) {
        return path.startsWith("src/test/") && path.endsWith(".java");
    }

    private static boolean isResults(String path) {
        return path.startsWith("reports/") && path.endsWith("/results.json");
    }

    private void follow(GitHistory.Commit commit) {
        List<Sides<JudgedValues>> files = sides(commit, this::isClaim, (path, text) -> values(text));
        add(
                ranges,
                commit,
                changed(
                        files,
                        (before, after) -> before == null || !after.ranges().equals(before.ranges())));
        add(
                expect,
                commit,
                changed(
                        files,
                        (before, after) -> before == null || !after.expect().equals(before.expect())));
        add(raised, commit, changed(files, (before, after) -> before != null && after.hasLargerSizesThan(before)));
        add(removed, commit, gone(files));
        add(
                tested,
                commit,
                changed(
                        sides(commit, RegistrationHistory::isTest, (path, text) -> verified(text)),
                        (before, after) -> before == null));
        add(
                tested,
                commit,
                changed(
                        sides(commit, RegistrationHistory::isResults, (path, text) -> measured(text)),
                        (before, after) -> before == null));
        List<Sides<Long>> manifests = sides(commit, this::isManifest, this::steps);
        add(trained, commit, changed(manifests, (before, after) -> before == null));
        add(shortened, commit, changed(manifests, (before, after) -> before != null && after < before));
        add(shortened, commit, gone(manifests));
        manifests.forEach(side -> side.after().forEach((id, steps) -> mostSteps.merge(id, steps, Math::max)));
    }

    /** What a commit's files held before and after, by id, compared with one of its parents. */
    private record Sides<V>(Map<String, V> before, Map<String, V> after) {}

    private <V> List<Sides<V>> sides(GitHistory.Commit commit, Predicate<String> paths, Parser<V> parser) {
        return commit.changes(paths).stream()
                .map(changes -> {
                    Sides<V> sides = new Sides<>(new HashMap<>(), new HashMap<>());
                    for (GitHistory.Change change : changes) {
                        sides.before().putAll(parser.parse(change.path(), text(change.before())));
                        sides.after().putAll(parser.parse(change.path(), text(change.after())));
                    }
                    return sides;
                })
                .toList();
    }

    private interface Parser<V> {
        Map<String, V> parse(String path, String text);
    }

    private String text(String blob) {
        return texts.getOrDefault(blob, "");
    }

    /** The ids that are there afterwards and differ from every parent. */
    private static <V> Set<String> changed(List<Sides<V>> sides, Differs<V> differs) {
        return inAll(
                sides,
                side -> side.after().entrySet().stream()
                        .filter(entry -> differs.test(side.before().get(entry.getKey()), entry.getValue()))
                        .map(Map.Entry::getKey));
    }

    private interface Differs<V> {
        boolean test(@Nullable V before, V after);
    }

    /** The ids that every parent had. */
    private static <V> Set<String> gone(List<Sides<V>> sides) {
        return inAll(
                sides,
                side -> side.before().keySet().stream()
                        .filter(id -> !side.after().containsKey(id)));
    }

    private static <V> Set<String> inAll(List<Sides<V>> sides, Function<Sides<V>, Stream<String>> ids) {
        Set<String> all = new LinkedHashSet<>();
        for (int i = 0; i < sides.size(); i++) {
            Set<String> ofParent = new LinkedHashSet<>(ids.apply(sides.get(i)).toList());
            if (i == 0) {
                all.addAll(ofParent);
            } else {
                all.retainAll(ofParent);
            }
        }
        return all;
    }

    private static void add(Map<String, List<GitHistory.Commit>> events, GitHistory.Commit commit, Set<String> ids) {
        ids.forEach(
                id -> events.computeIfAbsent(id, absent -> new ArrayList<>()).add(commit));
    }

    private static Map<String, JudgedValues> values(String text) {
        return JudgedValues.of(text).map(values -> Map.of(values.id(), values)).orElse(Map.of());
    }

    private static Map<String, Boolean> verified(String text) {
        Map<String, Boolean> ids = new HashMap<>();
        VERIFIES.matcher(text).results().forEach(match -> ids.put(match.group(1), true));
        return ids;
    }

    /** The claims that a results.json has a measurement of. */
    private static Map<String, Boolean> measured(String text) {
        Map<String, Boolean> ids = new HashMap<>();
        for (JsonNode claim : tree(text).path("claims")) {
            if (!claim.path("measurements").isEmpty()) {
                ids.put(claim.path("id").asText(), true);
            }
        }
        return ids;
    }

    private Map<String, Long> steps(String path, String text) {
        var matcher = manifest.matcher(path);
        return text.isEmpty() || !matcher.matches()
                ? Map.of()
                : Map.of(matcher.group(1), tree(text).path("steps").asLong());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private Registration registration() throws IOException {
        Map<String, JudgedValues> current = new TreeMap<>();
        try (Stream<Path> files = Files.list(claims)) {
            files.filter(file -> isClaim(claims.getFileName() + "/" + file.getFileName()))
                    .sorted()
                    .forEach(file -> current.putAll(values(read(file, "a claim file"))));
        }
        List<String> kept = new ArrayList<>();
        if (Files.isDirectory(evidence(claims))) {
            try (Stream<Path> folders = Files.list(evidence(claims))) {
                folders.filter(folder -> Files.isRegularFile(folder.resolve("manifest.json")))
                        .map(folder -> folder.getFileName().toString())
                        .sorted()
                        .forEach(kept::add);
            }
        }
        return new Registration(
                Registration.Kept.of(kept),
                current.values().stream().map(this::entry).toList(),
                removed.entrySet().stream()
                        .filter(claim -> !current.containsKey(claim.getKey()))
                        .map(claim -> new Registration.Removed(claim.getKey(), event(last(claim.getValue()))))
                        .toList(),
                shortened.entrySet().stream()
                        .map(evidence -> lost(evidence.getKey(), last(evidence.getValue())))
                        .filter(lost -> lost.now() < lost.steps())
                        .toList());
    }

    private Registration.Lost lost(String id, GitHistory.Commit commit) {
        Path file = evidence(claims).resolve(id).resolve("manifest.json");
        long now = Files.isRegularFile(file)
                ? tree(read(file, "a manifest")).path("steps").asLong()
                : 0;
        return new Registration.Lost(id, mostSteps.getOrDefault(id, 0L), now, event(commit));
    }

    private static String read(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + what + " can't be read", e);
        }
    }

    private Registration.Entry entry(JudgedValues values) {
        String id = values.id();
        if (!ranges.containsKey(id)) {
            throw new IllegalArgumentException(
                    "claim " + id + " is in no commit, and git ignores its file: add it to the repository");
        }
        GitHistory.Commit measured = firstMeasurement(id);
        return new Registration.Entry(
                id,
                values.fingerprint(),
                change(last(ranges.getOrDefault(id, List.of())), measured),
                change(last(expect.getOrDefault(id, ranges.getOrDefault(id, List.of()))), measured),
                measured == null ? null : event(measured),
                raised.getOrDefault(id, List.of()).stream()
                        .filter(commit -> when(commit, measured) == Registration.When.AFTER)
                        .map(RegistrationHistory::event)
                        .toList());
    }

    private GitHistory.@Nullable Commit firstMeasurement(String id) {
        EvidenceReaders.Reads reads = readers.claims().get(id);
        List<GitHistory.Commit> commits = new ArrayList<>();
        if (reads != null) {
            trained.forEach((evidence, added) -> {
                if (reads.has(evidence)) {
                    commits.add(added.get(0));
                }
            });
        }
        if (reads == null || reads.inTheRun()) {
            tested.getOrDefault(id, List.of()).stream().findFirst().ifPresent(commits::add);
        }
        GitHistory.Commit first = null;
        for (GitHistory.Commit commit : commits) {
            if (first == null || history.isBefore(commit, first)) {
                first = commit;
            }
        }
        return first;
    }

    private Registration.Change change(GitHistory.Commit commit, GitHistory.@Nullable Commit measured) {
        Registration.Event event = event(commit);
        return new Registration.Change(event.date(), event.commit(), when(commit, measured));
    }

    private Registration.When when(GitHistory.Commit commit, GitHistory.@Nullable Commit measured) {
        if (measured == null) {
            return Registration.When.UNMEASURED;
        }
        if (commit.equals(measured)) {
            return Registration.When.TOGETHER;
        }
        return history.isBefore(commit, measured) ? Registration.When.BEFORE : Registration.When.AFTER;
    }

    private static Registration.Event event(GitHistory.Commit commit) {
        return new Registration.Event(
                commit.when()
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString(),
                commit.hash().equals(GitHistory.WORKING_TREE) ? Registration.WITH_THIS : commit.hash());
    }

    private static GitHistory.Commit last(List<GitHistory.Commit> commits) {
        return commits.get(commits.size() - 1);
    }
}
