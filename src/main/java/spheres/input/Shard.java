package spheres.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the parts that a list of work is dealt out to, as a job array numbers them.
 *
 * @param index the part, from 1
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
    /** All of the work. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (count < 1 || index < 1 || index > count) {
            throw refusal("shard", index + "/" + count);
        }
    }

    /**
     * The part that a text such as 2/8 names.
     *
     * @param name of the option or property, for the refusal
     */
    public static Shard parse(String name, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw refusal(name, text);
        }
        int index = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        if (index < 1 || index > count) {
            throw refusal(name, text);
        }
        return new Shard(index, count);
    }

    private static IllegalArgumentException refusal(String name, String text) {
        return new IllegalArgumentException(name + " = " + text
                + " is not I/N with 1 <= I <= N: give the part and how many there are, such as 2/8");
    }

    /** Whether the part has what stands at that place of the list, from 0: they are dealt out in turns. */
    public boolean has(int place) {
        return place % count == index - 1;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
