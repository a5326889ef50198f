package spheres.claim;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The history of a checkout up to HEAD and, after it, what the working tree changes; read by the git command. */
final class GitHistory {
    /** The name of the working tree among commits: it is the last of them, and has no hash yet. */
    static final String WORKING_TREE = "uncommitted";

    private static final String NOTHING = "0".repeat(40);

    private final Path folder;
    private final Map<String, Commit> commits = new LinkedHashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();

    /** A commit, parents before children; the working tree's date is the time of asking. */
    record Commit(String hash, List<String> parents, OffsetDateTime when, List<List<Change>> changes) {
        /** What differs from every parent, each parent's list by itself; nothing where it equals one of them. */
        List<List<Change>> changes(Predicate<String> path) {
            List<List<Change>> matching = changes.stream()
                    .map(ofParent -> ofParent.stream()
                            .filter(change -> path.test(change.path()))
                            .toList())
                    .toList();
            boolean equalsAParent = matching.size() < Math.max(1, parents.size())
                    || matching.stream().anyMatch(List::isEmpty);
            return equalsAParent ? List.of() : matching;
        }
    }

    /** A file before and after; a blob of zeros where it is not there, a name of its own where it is not committed. */
    record Change(String path, String before, String after) {
        boolean adds() {
            return before.equals(NOTHING);
        }

        boolean removes() {
            return after.equals(NOTHING);
        }
    }

    private GitHistory(Path folder) {
        this.folder = folder;
    }

    /** Why the history of a folder can't be read, in one sentence; nothing if it can. */
    static Optional<String> obstacle(Path folder) {
        String shallow;
        try {
            shallow = new GitHistory(folder)
                    .git("rev-parse", "--is-shallow-repository")
                    .strip();
        } catch (IOException e) {
            return Optional.of("the history of " + folder + " can't be read: the git command is needed, and a clone ("
                    + e.getMessage() + ")");
        }
        return shallow.equals("false")
                ? Optional.empty()
                : Optional.of("the history of " + folder
                        + " is cut off: this clone is shallow; fetch the rest with \"git fetch --unshallow\"");
    }

    /**
     * Reads what happened to some paths.
     *
     * @param folder the project's top folder
     * @param paths relative to it, as git's pathspecs
     * @throws IllegalArgumentException if there is no whole history here
     */
    static GitHistory read(Path folder, String... paths) throws IOException {
        obstacle(folder).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        GitHistory history = new GitHistory(folder);
        Map<String, List<List<Change>>> changes = history.changes(paths);
        String head = "";
        for (String line : lines(history.git("log", "--reverse", "--date-order", "--format=%H|%cI|%P", "HEAD"))) {
            String[] fields = line.split("\\|", -1);
            List<String> parents = fields[2].isEmpty() ? List.of() : List.of(fields[2].split(" ", -1));
            history.add(new Commit(
                    fields[0], parents, OffsetDateTime.parse(fields[1]), changes.getOrDefault(fields[0], List.of())));
            head = fields[0];
        }
        List<Change> uncommitted = history.uncommitted(paths);
        if (!uncommitted.isEmpty()) {
            history.add(
                    new Commit(WORKING_TREE, List.of(head), OffsetDateTime.now(ZoneOffset.UTC), List.of(uncommitted)));
        }
        return history;
    }

    /** All commits, every one after its parents. */
    List<Commit> commits() {
        return List.copyOf(commits.values());
    }

    /** Whether the first was made before the second: as its ancestor or, on parallel lines, by its date. */
    boolean isBefore(Commit first, Commit second) {
        if (ancestors(second).contains(first.hash())) {
            return true;
        }
        return !first.equals(second)
                && !ancestors(first).contains(second.hash())
                && first.when().isBefore(second.when());
    }

    /** The last commit that touched a file. */
    static Optional<String> lastCommitOf(Path folder, String path) throws IOException {
        String hash = new GitHistory(folder)
                .git("log", "-1", "--format=%H", "HEAD", "--", path)
                .strip();
        return hash.isEmpty() ? Optional.empty() : Optional.of(hash);
    }

    /** The texts of all versions of the files of a kind of path. */
    Map<String, String> texts(Predicate<String> path) throws IOException {
        Set<String> blobs = new LinkedHashSet<>();
        for (Commit commit : commits.values()) {
            for (List<Change> ofParent : commit.changes()) {
                for (Change change : ofParent) {
                    if (path.test(change.path())) {
                        blobs.addAll(List.of(change.before(), change.after()));
                    }
                }
            }
        }
        blobs.remove(NOTHING);
        Map<String, String> texts = new HashMap<>(Map.of(NOTHING, ""));
        for (String blob : blobs.stream().filter(blob -> blob.startsWith("./")).toList()) {
            texts.put(blob, Files.readString(folder.resolve(blob)));
        }
        readBlobs(blobs.stream().filter(blob -> !blob.startsWith("./")).toList(), texts);
        return texts;
    }

    private void add(Commit commit) {
        commits.put(commit.hash(), commit);
    }

    private Set<String> ancestors(Commit commit) {
        return ancestors.computeIfAbsent(commit.hash(), hash -> {
            Set<String> found = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(commit.parents());
            while (!open.isEmpty()) {
                String next = open.pop();
                Commit parent = commits.get(next);
                if (parent != null && found.add(next)) {
                    open.addAll(parent.parents());
                }
            }
            return found;
        });
    }

    private Map<String, List<List<Change>>> changes(String... paths) throws IOException {
        // Whole history: git's default leaves out a side of a merge that did not matter in the end.
        String log = git(with(
                paths,
                "log",
                "--full-history",
                "-m",
                "--raw",
                "--root",
                "--no-abbrev",
                "--no-renames",
                "--relative",
                "-z",
                "--format=commit %H",
                "HEAD",
                "--"));
        Map<String, List<List<Change>>> changes = new HashMap<>();
        List<Change> current = new ArrayList<>();
        String[] tokens = log.split("\0", -1);
        for (int i = 0; i < tokens.length; i++) {
            String token = tokens[i].strip();
            if (token.startsWith("commit ")) {
                current = new ArrayList<>();
                changes.computeIfAbsent(token.substring(7), hash -> new ArrayList<>())
                        .add(current);
            } else if (token.startsWith(":")) {
                current.add(change(token, tokens[++i]));
            }
        }
        return changes;
    }

    private List<Change> uncommitted(String... paths) throws IOException {
        List<Change> changes = new ArrayList<>();
        String[] tokens = git(with(
                        paths, "diff", "--raw", "--no-abbrev", "--no-renames", "--relative", "-z", "HEAD", "--"))
                .split("\0", -1);
        for (int i = 0; i + 1 < tokens.length; i += 2) {
            Change change = change(tokens[i], tokens[i + 1]);
            changes.add(
                    change.removes() && !Files.exists(folder.resolve(change.path()))
                            ? change
                            : new Change(change.path(), change.before(), "./" + change.path()));
        }
        for (String path : git(with(paths, "ls-files", "--others", "--exclude-standard", "-z", "--"))
                .split("\0", -1)) {
            if (!path.isEmpty()) {
                changes.add(new Change(path, NOTHING, "./" + path));
            }
        }
        return changes;
    }

    /** From ":100644 100644 BEFORE AFTER M" and the path. */
    private static Change change(String raw, String path) {
        String[] fields = raw.split(" ", -1);
        return new Change(path, fields[2], fields[3]);
    }

    private void readBlobs(List<String> blobs, Map<String, String> texts) throws IOException {
        if (blobs.isEmpty()) {
            return;
        }
        Process process = start("cat-file", "--batch");
        // Its answers fill the pipe before the last question is asked, so that another thread asks.
        Thread asking = new Thread(() -> ask(process, blobs), "git cat-file");
        asking.start();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            for (String blob : blobs) {
                String[] header = line(in).split(" ", -1);
                if (header.length != 3) {
                    throw new IOException("git cat-file has no blob " + blob + ": " + String.join(" ", header));
                }
                byte[] content = in.readNBytes(Integer.parseInt(header[2]));
                in.readByte();
                texts.put(blob, new String(content, StandardCharsets.UTF_8));
            }
        } finally {
            process.destroy();
        }
    }

    private static void ask(Process process, List<String> blobs) {
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream())) {
            for (String blob : blobs) {
                out.write((blob + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private String git(String... arguments) throws IOException {
        Process process = start(arguments);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException("git " + arguments[0] + " ended with exit code " + exit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("git " + arguments[0] + " was interrupted", e);
        }
        return output;
    }

    private Process start(String... arguments) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder + " is no folder");
        }
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false", "-c", "log.showRoot=true"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String[] with(String[] paths, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + paths.length);
        System.arraycopy(paths, 0, all, arguments.length, paths.length);
        return all;
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
