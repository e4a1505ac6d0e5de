# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands whose help is translated when it is shown, since the language is known only then."""

import click

from evidence_vault.translations import _


class TranslatedOption(click.Option):
    """An option whose ``help`` is English source text."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option with its help in the language of the interface."""
        record = super().get_help_record(ctx)
        return (record[0], _shown(self.help)) if record else None


class _TranslatedParts(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in _shown(self.help).split("\n\n"):
                formatter.write_text(paragraph)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help: what stands in the list of commands."""
        return _shown(self.help).split("\n")[0]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(_("Options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = _("Show this help.")
        return option


class TranslatedCommand(_TranslatedParts):
    """A command whose ``help`` is English source text; its first line stands in lists."""


class TranslatedGroup(_TranslatedParts, click.Group):
    """A group of commands; commands and options made below it are translated ones."""

    command_class = TranslatedCommand
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then the commands with what each does."""
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a case's life, not of the alphabet."""
        return list(self.commands)


def _shown(source: str | None) -> str:
    return _(source) if source else ""
