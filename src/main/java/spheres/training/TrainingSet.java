package spheres.training;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.function.LongUnaryOperator;

/** Which samples a run sees: fresh ones in every batch, or a fixed set many times. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingSet.Online.class, name = "online"),
    @JsonSubTypes.Type(value = TrainingSet.Fixed.class, name = "fixed")
})
public sealed interface TrainingSet {

    /** The sample of the training stream at each position of a run with that seed. */
    LongUnaryOperator indices(long seed);

    /** Every batch fresh: position p of the run is sample p of the training stream. */
    TrainingSet ONLINE = new Online();

    /** The first {@code size} samples of the training stream, once an epoch, in a new order each epoch. */
    static TrainingSet fixed(long size) {
        return new Fixed(size);
    }

    /** Every batch fresh. */
    record Online() implements TrainingSet {
        @Override
        public LongUnaryOperator indices(long seed) {
            return LongUnaryOperator.identity();
        }

        @Override
        public String toString() {
            return "online";
        }
    }

    /**
     * A fixed set.
     *
     * @param size N, the number of points, at least 1
     */
    record Fixed(long size) implements TrainingSet {
        public Fixed {
            if (size < 1 || size > ShuffledIndices.LARGEST) {
                throw new IllegalArgumentException(
                        "size N of the training set = " + size + " is not in [1, " + ShuffledIndices.LARGEST + "]");
            }
        }

        @Override
        public LongUnaryOperator indices(long seed) {
            return new ShuffledIndices(size, seed)::at;
        }

        @Override
        public String toString() {
            return "N = " + size;
        }
    }
}
