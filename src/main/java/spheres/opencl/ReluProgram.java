package spheres.opencl;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import spheres.network.BatchNormSettings;
import spheres.network.ReluArchitecture;

/** The step of a ReLU network with batch norm: 2 L + 1 launches for L hidden layers. */
final class ReluProgram implements StepProgram {
    /**
     * A hidden layer on the device, all sizes padded.
     *
     * @param weights where its parameters begin
     * @param place where its activations begin
     * @param unitPlace where its inverse deviations begin
     * @param furtherPlace where its statistics of a further decay begin
     * @param products of one matrix product with the batch, without padding
     */
    private record Level(
            int number, int inputs, int units, int weights, int place, int unitPlace, int furtherPlace, long products) {
        int gamma() {
            return weights + units * inputs;
        }

        int groups() {
            return units / BatchShape.UNITS;
        }
    }

    private final BatchNormSettings batchNorm;
    private final BatchShape shape;
    private final List<Level> levels = new ArrayList<>();
    private final Layout parameters;
    private final Layout statistics;
    private final int readout;
    private final int activations;
    private final int units;

    ReluProgram(ReluArchitecture architecture, BatchShape shape) {
        this.batchNorm = architecture.batchNorm();
        this.shape = shape;
        Layout.Builder ofParameters = new Layout.Builder();
        Layout.Builder ofStatistics = new Layout.Builder();
        int place = 0;
        int unitPlace = 0;
        for (ReluArchitecture.HiddenLayer layer : architecture.layers()) {
            int inputs = BatchShape.padded(layer.inputs());
            int width = BatchShape.padded(layer.units());
            levels.add(new Level(
                    levels.size() + 1,
                    inputs,
                    width,
                    ofParameters.length(),
                    place,
                    unitPlace,
                    ofStatistics.length(),
                    (long) layer.inputs() * layer.units() * shape.batch()));
            ofParameters.add(layer.units(), layer.inputs(), width, inputs).add(4, layer.units(), 4, width);
            ofStatistics.add(2, layer.units(), 2, width);
            place = Math.addExact(place, Math.multiplyExact(width, shape.columns()));
            unitPlace += width;
        }
        int width = architecture.hiddenWidths().get(levels.size() - 1);
        readout = ofParameters.length();
        parameters = ofParameters
                .add(1, width, 1, BatchShape.padded(width))
                .add(1, 1, 1, 1)
                .build();
        statistics = ofStatistics.build();
        activations = place;
        units = unitPlace;
    }

    @Override
    public Layout parameters() {
        return parameters;
    }

    @Override
    public Layout statistics() {
        return statistics;
    }

    @Override
    public String source() {
        return "relu.cl";
    }

    @Override
    public String options() {
        return " -DDECAY=" + DeviceEngine.literal(batchNorm.decay()) + " -DNORM_EPSILON="
                + DeviceEngine.literal(batchNorm.epsilon()) + " -DFIXED_SCALE=" + (batchNorm.fixedScale() ? 1 : 0);
    }

    @Override
    public long[] scratch() {
        long partial = (long) top().groups() * shape.columns();
        return new long[] {activations, activations, activations, units, partial, (long) LAYER * levels.size()};
    }

    private Level top() {
        return levels.get(levels.size() - 1);
    }

    @Override
    public StepKernels kernels(OpenCl openCl, _cl_program program, Memory memory, int furtherDecays) {
        long[] sizes = scratch();
        _cl_mem active = openCl.floats(sizes[0]);
        _cl_mem centred = openCl.floats(sizes[1]);
        _cl_mem gradient = openCl.floats(sizes[2]);
        _cl_mem inverse = openCl.floats(sizes[3]);
        _cl_mem partial = openCl.floats(sizes[4]);
        int columns = shape.columns();
        int group = shape.group();
        int bias = readout + top().units;
        List<Kernel> forward = new ArrayList<>();
        List<Kernel> backward = new ArrayList<>();
        for (Level level : levels) {
            boolean lowest = level.number == 1;
            forward.add(openCl.kernel(program, "forward", "forward " + level.number, group, level.groups())
                    .arguments(1, memory.values(), level.weights, level.inputs, level.units)
                    .arguments(5, lowest ? memory.points() : active, lowest ? 0 : below(level).place)
                    .arguments(7, lowest ? level.inputs * columns : 0, active, centred, level.place)
                    .arguments(11, inverse, level.unitPlace, memory.decays(), furtherDecays, memory.further())
                    .arguments(16, statistics.length(), level.furtherPlace)
                    .arguments(18, level.equals(top()) ? readout : -1, bias, partial)
                    .costs(
                            2 * level.products,
                            bytes((long) level.units * level.inputs
                                    + (long) columns * (level.inputs + 2L * level.units))));
        }
        backward.add(openCl.kernel(program, "top", "top", group, top().groups())
                .arguments(1, memory.values(), memory.first(), memory.second(), top().gamma(), top().units)
                .arguments(6, readout, bias, partial, top().groups(), memory.labels(), active, centred)
                .arguments(13, top().place, inverse, top().unitPlace, gradient, memory.schedule(), memory.losses())
                .costs(0, bytes((long) columns * (top().groups() + 3L * top().units))));
        for (int l = levels.size() - 1; l > 0; l--) {
            Level level = levels.get(l);
            Level below = below(level);
            backward.add(openCl.kernel(program, "backward", "backward " + level.number, group, below.groups())
                    .arguments(1, memory.values(), memory.first(), memory.second())
                    .arguments(4, level.weights, level.inputs, level.units, gradient, level.place, below.gamma())
                    .arguments(10, active, centred, below.place, inverse, below.unitPlace, memory.schedule())
                    .costs(
                            2 * level.products,
                            bytes((long) level.units * level.inputs
                                    + (long) columns * (level.units + 3L * level.inputs))));
        }
        backward.add(update(openCl, program, memory, active, gradient));
        return new StepKernels(forward, backward);
    }

    private Level below(Level level) {
        return levels.get(level.number - 2);
    }

    private Kernel update(OpenCl openCl, _cl_program program, Memory memory, _cl_mem active, _cl_mem gradient) {
        int[] table = new int[LAYER * levels.size()];
        int tiles = 0;
        long products = 0;
        long floats = 0;
        for (Level level : levels) {
            int at = LAYER * (level.number - 1);
            table[at] = tiles;
            table[at + 1] = BatchShape.ceiling(level.inputs, TILE);
            table[at + 2] = level.weights;
            table[at + 3] = level.inputs;
            table[at + 4] = level.units;
            table[at + 5] = level.number == 1 ? 0 : below(level).place;
            table[at + 6] = level.place;
            tiles = Math.addExact(tiles, StepProgram.tiles(level.inputs, level.units));
            products += level.products;
            floats += 6L * level.inputs * level.units + (long) shape.columns() * (level.inputs + level.units);
        }
        _cl_mem layers = openCl.floats(table.length);
        openCl.write(layers, table);
        return openCl.kernel(program, "update", "update", BatchShape.LARGEST_GROUP, tiles)
                .arguments(1, memory.values(), memory.first(), memory.second(), layers, levels.size())
                .arguments(6, memory.points(), active, gradient, memory.schedule())
                .costs(2 * products, bytes(floats));
    }

    private static long bytes(long floats) {
        return Float.BYTES * floats;
    }
}
