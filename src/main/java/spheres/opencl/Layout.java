package spheres.opencl;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a network's vector stands in the device's, whose units and inputs are padded with zeros.
 *
 * @param packed the length of the network's vector
 * @param length that of the device's
 * @param blocks what goes where
 */
record Layout(int packed, int length, List<Block> blocks) {

    /** Rows one after the other in the network's vector, and apart in the device's. */
    record Block(int from, int to, int rows, int width, int stride) {}

    /** Adds blocks in the network's order. */
    static final class Builder {
        private final List<Block> blocks = new ArrayList<>();
        private int packed;
        private int length;

        /** Adds rows; they begin in the device's vector where {@link #length} stood. */
        Builder add(int rows, int width, int paddedRows, int paddedWidth) {
            blocks.add(new Block(packed, length, rows, width, paddedWidth));
            packed = Math.addExact(packed, Math.multiplyExact(rows, width));
            length = Math.addExact(length, Math.multiplyExact(paddedRows, paddedWidth));
            return this;
        }

        /** The length of the device's vector so far. */
        int length() {
            return length;
        }

        Layout build() {
            return new Layout(packed, length, List.copyOf(blocks));
        }
    }

    /** The device's vector of a network's. */
    float[] pad(float[] values) {
        float[] target = new float[length];
        rows((packedAt, at, width) -> System.arraycopy(values, packedAt, target, at, width));
        return target;
    }

    /** The network's vector of the device's. */
    float[] unpad(float[] values) {
        float[] target = new float[packed];
        rows((packedAt, at, width) -> System.arraycopy(values, at, target, packedAt, width));
        return target;
    }

    /** A row of {@code width} values at a place of the network's vector and one of the device's. */
    private interface Row {
        void at(int packedAt, int at, int width);
    }

    private void rows(Row each) {
        for (Block block : blocks) {
            for (int row = 0; row < block.rows; row++) {
                each.at(block.from + row * block.width, block.to + row * block.stride, block.width);
            }
        }
    }
}
