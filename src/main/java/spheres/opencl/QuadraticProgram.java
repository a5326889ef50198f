package spheres.opencl;

import java.util.List;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import spheres.network.QuadraticArchitecture;

/** The step of the quadratic network: three launches. */
final class QuadraticProgram implements StepProgram {
    private final BatchShape shape;
    private final int inputs;
    private final int units;
    private final long products;
    private final Layout parameters;

    QuadraticProgram(QuadraticArchitecture architecture, BatchShape shape) {
        this.shape = shape;
        int d = architecture.inputDimension();
        int h = architecture.hiddenWidth();
        inputs = BatchShape.padded(d);
        units = BatchShape.padded(h);
        products = (long) d * h * shape.batch();
        parameters =
                new Layout.Builder().add(h, d, units, inputs).add(1, 2, 1, 2).build();
    }

    @Override
    public Layout parameters() {
        return parameters;
    }

    @Override
    public Layout statistics() {
        return new Layout.Builder().build();
    }

    @Override
    public String source() {
        return "quadratic.cl";
    }

    @Override
    public String options() {
        return "";
    }

    @Override
    public long[] scratch() {
        long activations = Math.multiplyExact(units, shape.columns());
        return new long[] {activations, activations, (long) groups() * shape.columns(), 2, LAYER};
    }

    private int groups() {
        return units / BatchShape.UNITS;
    }

    @Override
    public StepKernels kernels(OpenCl openCl, _cl_program program, Memory memory, int furtherDecays) {
        long[] sizes = scratch();
        _cl_mem hidden = openCl.floats(sizes[0]);
        _cl_mem gradient = openCl.floats(sizes[1]);
        _cl_mem partial = openCl.floats(sizes[2]);
        _cl_mem kept = openCl.floats(sizes[3]);
        _cl_mem layers = openCl.floats(sizes[4]);
        openCl.write(layers, new int[] {0, BatchShape.ceiling(inputs, TILE), 0, inputs, units, 0, 0});
        int readout = units * inputs;
        long weights = (long) units * inputs;
        long columns = shape.columns();
        Kernel squares = openCl.kernel(program, "squares", "squares", shape.group(), groups())
                .arguments(1, memory.values(), inputs, readout, memory.points(), hidden, partial, kept)
                .costs(2 * products, Float.BYTES * (weights + columns * (inputs + units)));
        Kernel error = openCl.kernel(program, "error", "error", shape.group(), groups())
                .arguments(1, memory.values(), memory.first(), memory.second(), readout, kept, partial, groups())
                .arguments(8, memory.labels(), hidden, gradient, memory.schedule(), memory.losses())
                .costs(0, Float.BYTES * columns * (groups() + 2L * units));
        Kernel update = openCl.kernel(
                        program, "update", "update", BatchShape.LARGEST_GROUP, StepProgram.tiles(inputs, units))
                .arguments(1, memory.values(), memory.first(), memory.second(), layers, 1)
                .arguments(6, memory.points(), hidden, gradient, memory.schedule())
                .costs(2 * products, Float.BYTES * (6 * weights + columns * (inputs + units)));
        return new StepKernels(List.of(squares), List.of(error, update));
    }
}
