import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0001_initial"),
        ("desk", "0001_initial"),
        ("procedures", "0001_initial"),
        ("store", "0001_cases_and_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "First"), ("session", "Session"), ("review", "Review")],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("arrived", "Arrived"),
                            ("missed", "Missed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to="store.case",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "ordering": ("starts", "pk"),
                "indexes": [
                    models.Index(fields=["clinic", "starts"], name="appointments_of_a_day"),
                    models.Index(fields=["case", "starts"], name="appointments_of_a_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseOutlook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen", models.CharField(max_length=64)),
                ("worked_out", models.DateTimeField()),
                ("comparable", models.BooleanField(null=True)),
                ("is_noise", models.BooleanField(null=True)),
                ("change_per_cm2", models.FloatField(null=True)),
                ("smallest_per_cm2", models.FloatField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outlook",
                        to="store.case",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outlooks",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["clinic", "comparable", "is_noise"], name="outlooks_of_a_clinic"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("check_in", "Check In"), ("measure", "Measure")], max_length=12
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                ("due", models.DateField()),
                ("done", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="store.case",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="clinics.member",
                    ),
                ),
            ],
            options={
                "ordering": ("due", "pk"),
                "indexes": [models.Index(fields=["clinic", "done", "due"], name="follow_ups_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "key"), name="one_follow_up_a_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=80)),
                ("least", models.PositiveIntegerField()),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_levels",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "ordering": ("item",),
                "constraints": [
                    models.UniqueConstraint(fields=("clinic", "item"), name="one_level_an_item")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecallCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reached", models.BooleanField()),
                ("said", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.member",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="store.case",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall_calls",
                        to="procedures.device",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recall_calls",
                        to="procedures.lot",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lot", None), ("device", None), _connector="XOR"),
                        name="a_call_is_about_one_thing",
                    )
                ],
            },
        ),
    ]
